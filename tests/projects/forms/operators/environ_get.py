"""Renames the columns of a table."""
import os

table = os.environ.get('table')
# The character between two columns.
separator = os.environ.get('separator', ';')
encoding = os.environ.get("encoding", default="utf-8")

settings = {'table_name': 't'}
print(settings.get('table_name', 'none'), table, separator, encoding)
