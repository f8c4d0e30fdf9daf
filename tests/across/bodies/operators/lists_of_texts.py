"""Takes lists apart."""
import os

columns = os.getenv('columns', 'a,b,c').split(',')
sizes = [len(word) for word in os.getenv('words', 'x yy').split()]
first, *rest = os.environ.get('path_parts', 'a/b/c').split('/')
print(columns, sizes, first, rest)
