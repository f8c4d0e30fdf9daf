"""Writes files that are outputs, temporary, used further on, or nobody knows where."""

import os
import shutil
import tempfile
from pathlib import Path

import boto3
import matplotlib.pyplot as plt
import pandas as pd

# the table
os.environ['table'] = 'table.csv'
# where the figure goes
figure = os.getenv('figure', 'figure.png')
# where parts go
folder = os.getenv('folder', 'parts')
table = pd.DataFrame({'a': [1]})
table.to_csv('./table.csv')
plt.savefig(figure)
table.to_csv(f'{folder}/part.csv')
table.to_csv('parts/first.csv')

# sent away
table.to_parquet('upload.parquet')
boto3.client('s3').upload_file('upload.parquet', 'bucket', 'key')
SENT = Path('sent')
table.to_csv(SENT / 'a.csv')
shutil.make_archive('all', 'zip', SENT)

# read back, or removed
with open('copy.txt', 'w') as file:
    file.write('a')
print(open('copy.txt').read())
open('lock.txt', 'x')
os.remove('lock.txt')

# temporary, for other programs, or in a folder that others see
table.to_csv('/tmp/a.csv')
table.to_csv('tmp/b.csv')
table.to_csv('temp_table.csv')
table.to_csv('s3://bucket/a.csv')
table.to_csv('data/a.csv')
table.to_csv('/mnt/share/a.csv')
open('run.sh', 'w').write('ls')
open('.netrc', 'w').write('')
with tempfile.TemporaryDirectory() as place:
    table.to_csv(Path(place) / 'a.csv')

# no files at all
print(table.to_csv(), table.to_json(orient='records'))
model.save('name')
for index in range(3):
    table.to_csv(f'{index}.csv')
open('read.txt')
open('read.txt', 'rb')
