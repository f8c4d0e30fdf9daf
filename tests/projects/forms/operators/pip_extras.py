"""Installs packages with extras."""

# pip install xarray[io] 'dask[array,distributed]>=2023'
# pip install "ray[default]"

import os

# how many rows
rows = int(os.getenv('rows', 10))
print(rows, 'pip install nothing')
