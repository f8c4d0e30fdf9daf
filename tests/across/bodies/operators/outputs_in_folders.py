"""Writes results, also below folders that are not there."""
import os

rows = int(os.getenv('rows', 3))
os.environ['table'] = 'results/tables/table.csv'
os.environ['report'] = os.getenv('target', 'report') + '.txt'
print(rows, os.environ['table'], os.environ['report'])
