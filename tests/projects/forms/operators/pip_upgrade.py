"""Upgrades packages."""

# pip install -U numpy
# pip install --upgrade scipy

import os

# how many rows
rows = int(os.getenv('rows', 10))
print(rows, 'pip install nothing')
