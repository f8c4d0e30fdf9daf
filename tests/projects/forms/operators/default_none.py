"""Reads a table, or a part of it."""
import os

# leave it out for all rows
first_rows = os.getenv('first_rows', None)
sheet = os.environ.get('sheet', default=None)
skip = None
print(first_rows, sheet, skip)
