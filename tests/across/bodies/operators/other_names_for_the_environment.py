"""Reads through names of its own."""
import os
from functools import partial

env = os.environ
get = os.environ.get
read = os.getenv
with_default = partial(os.getenv, default='x')
folder = env.get('folder', 'pictures')
width = int(get('width', 640))
height = int(env['height'])
title = read('title')
print(folder, width, height, title)
