"""Calls pip through Python."""

# python -m pip install numpy
# python3 -m pip install scipy
#!python -m pip install pandas

import os

# how many rows
rows = int(os.getenv('rows', 10))
print(rows, 'pip install nothing')
