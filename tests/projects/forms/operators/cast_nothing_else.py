"""Collects what users wrap around a value: all of it stays text."""

import json
import os
from pathlib import Path

import numpy as np

folder = Path(os.getenv('folder', 'data'))
bands = json.loads(os.getenv('bands', '[4, 3, 2]'))
names = os.getenv('names', 'a,b').split(',')
verbose = os.getenv('verbose', 'false').lower() == 'true'
count = int(os.getenv('count', ' 12 ').strip())
mask = int(os.getenv('mask', 'ff'), 16)
level = np.float32(os.getenv('level', '0.5'))
flag = eval(os.getenv('flag', 'True'))
ratio = abs(float(os.getenv('ratio', 2)))
print(folder, bands, names, verbose, count, mask, level, flag, ratio)
