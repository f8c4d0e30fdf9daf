"""Holds code in strings, which is text."""
import os

USAGE = """
# pip install fire
# A parameter.
speed = int(os.getenv('speed', 5))
os.environ['usage_output'] = 'usage.txt'
"""
command = "os.environ['command'] = 'x'"
script = 'import os; os.getenv("script")' "# pip install click"
real = os.getenv('real', 'yes')
print(USAGE, command, script, real)
