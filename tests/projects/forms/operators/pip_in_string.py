"""Prints how packages are installed: # pip install docs"""
import os

HELP = """
# pip install helpful
!pip install magical
"""
print('# pip install printed', "#!pip install quoted")
name = os.getenv('name', '# pip install default')
# pip install real
