"""Asks a database."""
import os

# One statement.
query = os.getenv('query', 'SELECT station, level '
                           'FROM levels '
                           "WHERE year = 2023")
table = os.getenv('table', 'le' + 'vels')
line = '-' * 20
rule = os.getenv('rule', '=' * 5)
print(query, table, line, rule)
