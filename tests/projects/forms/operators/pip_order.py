"""Needs its packages in this order."""

# pip install wheel
# pip install cython
# pip install numpy==1.26.4
# pip install basemap
# pip install wheel

import os

# how many rows
rows = int(os.getenv('rows', 10))
print(rows, 'pip install nothing')
