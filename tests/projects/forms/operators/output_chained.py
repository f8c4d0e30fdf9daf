"""Sets two outputs with one statement."""
import os

path = os.environ['table'] = os.environ['copy'] = 'table.csv'
with open(path, os.getenv('open_mode', 'w')) as file:
    file.write('x')
