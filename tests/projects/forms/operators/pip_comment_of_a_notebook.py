"""Keeps the lines of a notebook that became a script."""

#!pip install numpy
# !pip install scipy
#%pip install pandas

import os

# how many rows
rows = int(os.getenv('rows', 10))
print(rows, 'pip install nothing')
