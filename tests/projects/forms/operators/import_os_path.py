"""Says how large a file is."""

import os.path

file = os.getenv('file', 'data.bin')
print(os.path.getsize(file))
