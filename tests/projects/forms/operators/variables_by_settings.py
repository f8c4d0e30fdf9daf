"""Leaves it to the settings what its variables are."""
import os

node = os.environ['HOSTNAME']
os.environ['model'] = 'model'
os.environ['mode'] = 'batch.cfg'
secret = os.getenv('CI')
print(node, secret)
