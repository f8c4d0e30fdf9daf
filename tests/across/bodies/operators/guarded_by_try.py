"""Reads, and is not surprised where there is nothing."""
import os

try:
    owner = os.environ['owner']
except KeyError:
    owner = 'nobody'
try:
    workers = int(os.environ['workers'])
except (KeyError, ValueError):
    workers = 2
print(owner, workers)
