"""Writes tables and pictures."""

import os
from pathlib import Path

import joblib
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

OUT = Path('results')
OUT.mkdir(exist_ok=True)
NAME = 'rows'

# how many rows
table = pd.DataFrame({'a': range(int(os.getenv('rows', 3)))})
table.to_csv(OUT / f'{NAME}.csv', index=False)
table.to_csv(OUT / 'rows.csv', mode='a')
print('wrote', OUT / 'rows.csv')
np.save('numbers', table.a)
with open('../notes.txt', 'w') as file:
    file.write('done')
