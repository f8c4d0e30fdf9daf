"""Writes numbers in many ways."""
import os

a = int(os.getenv('a', 0x10))
b = int(os.getenv('b', 1_000_000))
c = float(os.getenv('c', .5))
d = float(os.getenv('d', 1e10))
e = os.getenv('e', 1e-8)
f = int(os.getenv('f', 10 ** 12))
g = os.getenv('g', 3.0)
h = float(os.getenv('h', -0.0))
