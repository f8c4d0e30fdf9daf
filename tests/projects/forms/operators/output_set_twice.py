"""Sets one output in two branches."""
import os

form = os.getenv('form', 'csv')
if form == 'csv':
    os.environ['result'] = 'result.csv'
else:
    os.environ['result'] = 'result.json'
