"""Calls pip by its other name."""

# pip3 install numpy
#!pip3 install scipy

import os

# how many rows
rows = int(os.getenv('rows', 10))
print(rows, 'pip install nothing')
