"""Reads in loops without knowing it."""
import os

squares = [n ** int(os.getenv('power', 2)) for n in range(5)]
names = {name for name in os.getenv('names', 'a b').split()}
if (first := os.getenv('first', None)) is not None:
    print(first)
print(squares, names, *os.getenv('more', '').split(','))
