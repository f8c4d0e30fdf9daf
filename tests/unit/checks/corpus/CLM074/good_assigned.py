"""Clean tiles."""

import os

# where the tiles are
input_path = os.getenv('input_path', 'in/')
# what is too dark
limit = float(os.getenv('limit', 0.2))


def clean(source, limit):
    print(source, limit)


grid_process = clean
