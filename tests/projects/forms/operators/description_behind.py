"""Exports a table."""
import os

digits = int(os.getenv('digits', 3))  # how many digits are kept
header = bool(os.getenv('header', True))  # with names of columns?
# the row to begin with
start = int(os.getenv('start', 0))  # counts from 0
print(digits, header, start)
