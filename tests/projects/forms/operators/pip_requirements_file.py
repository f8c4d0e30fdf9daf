"""Installs what a file lists."""

# pip install -r requirements.txt
# pip install numpy --requirement more-requirements.txt

import os

# how many rows
rows = int(os.getenv('rows', 10))
print(rows, 'pip install nothing')
