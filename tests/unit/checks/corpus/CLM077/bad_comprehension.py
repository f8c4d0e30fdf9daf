"""Clean tiles."""

import os

# where the tiles are
input_path = os.getenv('input_path', 'in/')
# what is too dark
limit = float(os.getenv('limit', 0.2))


def clean(source, limit):
    print(source, limit)


def grid_process(batch_id, input_path, limit, **kwargs):
    clean(os.path.join(input_path, batch_id), limit)


[clean(name, limit) for name in os.listdir(input_path)]
