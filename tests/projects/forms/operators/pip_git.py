"""Installs from repositories."""

# pip install git+https://git.example.org/water/levels.git
# pip install git+https://git.example.org/water/levels.git@v1.2#egg=levels
# pip install 'levels @ git+https://git.example.org/water/levels@main'
# pip install https://git.example.org/levels-1.0-py3-none-any.whl

import os

# how many rows
rows = int(os.getenv('rows', 10))
print(rows, 'pip install nothing')
