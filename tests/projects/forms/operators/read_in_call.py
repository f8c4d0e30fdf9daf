"""Passes what it reads on."""
import os
from pathlib import Path

print('title:', os.getenv('title', 'Levels'), sep=os.getenv('sep', ' '))
Path(os.environ['folder']).joinpath(
    'x',
    os.getenv('name', 'levels') + '.csv',
).touch()
numbers = [float(os.getenv('low', 0)), float(os.getenv('high', 1))]
table = {'unit': os.getenv('unit', 'm'), 'gauge': 'os.getenv("gauge")'}
