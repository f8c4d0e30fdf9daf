"""Takes packages from other indexes."""

# pip install torch --index-url https://wheels.example.org/cpu
# pip install --extra-index-url https://a.example.org/simple -i https://b.example.org/simple numpy
# pip install --index-url=https://c.example.org/simple scipy

import os

# how many rows
rows = int(os.getenv('rows', 10))
print(rows, 'pip install nothing')
