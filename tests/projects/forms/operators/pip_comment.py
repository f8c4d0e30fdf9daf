"""Installs one package."""

# pip install numpy

import os

# how many rows
rows = int(os.getenv('rows', 10))
print(rows, 'pip install nothing')
