"""Sets an output that a function looks up."""
import os

os.environ['picture'] = 'picture.png'


def save():
    return os.environ.get('picture', 'other.png'), os.getenv('quality', '90')


save()
