"""Asks whether a variable is there at all."""
import os

name = os.getenv('name', 'Kehl')
print('name' in os.environ, name)
count = int(os.getenv('count', 1))
print('count' in os.environ, count)
