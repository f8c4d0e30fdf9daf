"""Installs several packages with one line."""

# pip install numpy pandas scikit-learn

import os

# how many rows
rows = int(os.getenv('rows', 10))
print(rows, 'pip install nothing')
