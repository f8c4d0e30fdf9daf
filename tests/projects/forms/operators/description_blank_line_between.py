"""Exports a chart."""
import os

# This is about charts in general.

width = int(os.getenv('width', 800))
# This comment is about the sum.
total = 5 + 5
height = int(os.getenv('height', 600))
print(width, height, total)
