"""Reads the same name in branches that exclude each other."""
import os
import sys

if sys.platform == 'win32':
    store = os.getenv('store', 'C:/data')
else:
    store = os.getenv('store', '/data')
print(store)
