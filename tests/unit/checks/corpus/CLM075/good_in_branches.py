"""Clean tiles."""

import os

# where the tiles are
input_path = os.getenv('input_path', 'in/')
# what is too dark
limit = float(os.getenv('limit', 0.2))


if limit > 1:

    def grid_process(limit):
        print(limit)
else:

    def grid_process(batch_id, limit):
        print(batch_id)
