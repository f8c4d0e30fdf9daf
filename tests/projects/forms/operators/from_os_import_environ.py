"""Makes thumbnails of all images in a folder."""

from os import environ, listdir
from pathlib import Path

# The folder with the images.
folder = environ['folder']
width = int(environ.get('width', 256))
suffix = environ.setdefault('suffix', '.png')

if 'verbose' in environ:
    print(sorted(environ.keys()))
for name in listdir(folder):
    print(Path(name).with_suffix(suffix), width)
