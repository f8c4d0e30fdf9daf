"""Greets a user."""
import os

user = str(os.getenv('user', 'anybody'))
badge = str(os.environ['badge'])
print('hello', user, str(5), badge)
