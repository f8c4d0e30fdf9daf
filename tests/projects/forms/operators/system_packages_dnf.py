"""Needs a program of the system."""

# dnf install -y gdal
# dnf module enable nodejs:20
# yum install git
# pip install numpy

import os

# how many rows
rows = int(os.getenv('rows', 10))
print(rows, 'pip install nothing')
