"""Throws the words of pip away."""

# pip install numpy > /dev/null 2>&1
# pip install scipy >/dev/null
# pip install pandas &> pip.log
# pip install -q xarray 2> /dev/null

import os

# how many rows
rows = int(os.getenv('rows', 10))
print(rows, 'pip install nothing')
