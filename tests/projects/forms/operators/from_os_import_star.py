"""Lists what a folder holds."""

from os import *

root = getenv('root', '.')
depth = int(environ.get('depth', 2))

for folder, folders, files in walk(root):
    if folder.count('/') < depth:
        print(folder, len(files))
