"""Writes the comment without a space."""

#pip install numpy
#  pip install scipy

import os

# how many rows
rows = int(os.getenv('rows', 10))
print(rows, 'pip install nothing')
