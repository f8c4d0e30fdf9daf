"""Puts its result where a parameter says."""
import os

folder = os.getenv('folder', 'out')
os.environ['picture'] = os.path.join(folder, 'picture.png')
os.environ['table'] = f'{folder}/table.csv'
