"""One line is enough."""
import os

size = os.getenv('size', 'm')
print(size, """Not the docstring.""")
