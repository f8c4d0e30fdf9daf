"""Uses names of every legal kind."""
import os

a = os.getenv('UPPER_CASE', 'a')
b = os.getenv('camelCase', 'b')
c = os.getenv('_private', 'c')
d = os.getenv('x2', 'd')
e = os.getenv('mixed_Case9', 'e')
f = os.getenv("N", 'f')
