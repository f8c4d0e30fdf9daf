"""Clean tiles."""

import os

# where the tiles are
input_path = os.getenv('input_path', 'in/')
# what is too dark
limit = float(os.getenv('limit', 0.2))


grid_process = lambda batch_id, **kwargs: print(batch_id)
