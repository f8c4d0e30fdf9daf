"""Scales an image."""
import os

# the new size
width, height = int(os.getenv('width', 640)), int(os.getenv('height', 480))
a = os.getenv('a', '1'); b = os.getenv('b', '2')
print(width, height, a, b)
