"""Reads whatever it is told to read."""
import os

# which of them
chosen = os.getenv('chosen', 'a')
for name in ('a', 'b'):
    print(os.getenv(name, 'nothing'))
print(os.environ[chosen.upper()])
