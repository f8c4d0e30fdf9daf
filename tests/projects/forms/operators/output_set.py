"""Writes one table."""
import os

# The corrected levels.
os.environ['corrected'] = 'corrected.csv'
os.environ["report"] = "report/" + "levels.pdf"

rows = {}
rows['corrected'] = 5
factor = float(os.getenv('factor', 1))
open('corrected.csv', 'w').write(f'{rows}{factor}')
