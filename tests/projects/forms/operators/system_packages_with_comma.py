"""Separates packages of the system by a comma."""

# dnf install git, gcc

import os

# how many rows
rows = int(os.getenv('rows', 10))
print(rows, 'pip install nothing')
