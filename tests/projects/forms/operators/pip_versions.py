"""Pins versions in every way."""

# pip install numpy==1.26.4 'pandas>=2,<3' "scipy~=1.11" xarray!=2023.1
# pip install matplotlib>=3.8
# pip install 'rich; python_version < "3.12"'

import os

# how many rows
rows = int(os.getenv('rows', 10))
print(rows, 'pip install nothing')
