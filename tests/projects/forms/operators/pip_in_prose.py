"""Speaks of pip in prose."""

# Use pip install to get packages by hand.
# Do not run pip install as root
# pip is slow
# see "pip install --help"
# conda install numpy
# pipx install black
# pip freeze

import os

# how many rows
rows = int(os.getenv('rows', 10))
print(rows, 'pip install nothing')
