"""Write a table."""

import os

# the table, as CSV
os.environ['table'] = 'table.csv'
