"""Holds code in comments, which is text."""
import os

# old = os.getenv('old', 1)
# os.environ['old_output'] = 'old.csv'
#new = int(os.getenv('new'))

name = os.getenv('name')  # was os.getenv('user')
