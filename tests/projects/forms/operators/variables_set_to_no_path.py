"""Sets switches for a program that it starts, and one path."""
import os

os.environ['create_image'] = 'True'
os.environ['version'] = '0.14'
os.environ['retries'] = str(3)
os.environ['endpoint'] = 'https://data.example.com/v1/levels.csv'
os.environ['note'] = ''
os.environ['report'] = 'reports/levels.html'
