"""Builds paths from constants."""
import os

ROOT = 'data'
YEAR = 2023
path = os.getenv('path', f'{ROOT}/{YEAR}/levels.csv')
today = f'{ROOT}/{os.getpid()}'
print(path, today)
