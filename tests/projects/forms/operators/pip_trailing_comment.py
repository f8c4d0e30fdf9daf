"""Says why a package is needed."""

# pip install numpy  # for the mean
# pip install scipy # don't use 1.12
# pip install 'pandas>=2' #and this

import os

# how many rows
rows = int(os.getenv('rows', 10))
print(rows, 'pip install nothing')
