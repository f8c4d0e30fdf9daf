'''Single quotes: it's "fine".

Two paragraphs.
'''
import os

clouds = float(os.getenv('clouds', 0.2))
