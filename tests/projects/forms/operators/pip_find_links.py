"""Finds wheels on a page."""

# pip install torch-scatter -f https://wheels.example.org/torch-2.1.0.html

import os

# how many rows
rows = int(os.getenv('rows', 10))
print(rows, 'pip install nothing')
