"""Reads names that a tuple holds."""
import os

for name in ('alpha', 'beta', 'gamma'):
    print(name, os.getenv(name, 'none'))
given = {name: os.environ.get(name) for name in ('delta', 'epsilon')}
print(given)
