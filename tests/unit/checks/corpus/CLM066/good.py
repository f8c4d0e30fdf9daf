"""Read lists and numbers from parameters, and run nothing of them."""

import ast
import json
import os

import pandas as pd

layers = json.loads(os.getenv('layers', '[64, 32]'))
sizes = ast.literal_eval(os.getenv('sizes', '[64, 32]'))
count = int(os.getenv('count', '5'))
exec(f'x{count} = 5')
table = pd.read_csv(os.getenv('path', 'a.csv'))
table.eval(os.getenv('formula', 'a + b'))
for column in table.columns:
    print(eval('1 + 1'), column)
with open('setup.py') as file:
    exec(file.read())
