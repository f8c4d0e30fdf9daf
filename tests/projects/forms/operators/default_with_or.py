"""Writes the default behind an or."""
import os

# To Python the value may be empty, but it is asked for.
mode = os.environ.get('mode') or 'fast'
copies = int(os.getenv('copies', '1') or 1)
print(mode, copies)
