"""Installs what a file lists that is said to be at home."""

# pip install -r ~/requirements.txt

import os

# how many rows
rows = int(os.getenv('rows', 10))
print(rows, 'pip install nothing')
