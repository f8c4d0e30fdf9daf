"""Clean tiles."""

import os

# where the tiles are
input_path = os.getenv('input_path', 'in/')
# what is too dark
limit = float(os.getenv('limit', 0.2))


from helpers import with_batch


@with_batch
def grid_process(limit):
    print(limit)
