"""Sets outputs where it makes them."""
import os


def save(name):
    path = name + '.tif'
    # The classified image.
    os.environ['classified'] = path
    return path


if os.getenv('with_index', 'no') == 'yes':
    os.environ['index'] = save('index')
