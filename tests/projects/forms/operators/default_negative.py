"""Replaces missing values."""
import os

no_data = int(os.getenv('no_data', -9999))
offset = float(os.getenv('offset', -273.15))
# last column
column = os.getenv('column', -1)
print(no_data, offset, column, -5)
