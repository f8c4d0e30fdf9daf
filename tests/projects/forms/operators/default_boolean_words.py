"""Switches on what people write as yes."""
import os

a = bool(os.getenv('a', 'true'))
b = bool(os.getenv('b', 'FALSE'))
c = bool(os.getenv('c', '1'))
d = bool(os.getenv('d', 0))
e = bool(os.getenv('e', 'Yes'))
f = bool(os.getenv('f', 'no'))
g = bool(os.getenv('g', True))
h = bool(os.getenv('h', ''))
j = bool(os.getenv('j', 1))
k = bool(os.getenv('k', None))
no_cast = os.getenv('no_cast', True)
print(a, b, c, d, e, f, g, h, j, k, no_cast)
