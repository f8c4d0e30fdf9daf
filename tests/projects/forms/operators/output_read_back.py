"""Looks up where it saves its result."""
import json
import os

os.environ['summary'] = 'summary.json'
limit = int(os.getenv('limit', 3))

with open(os.environ['summary'], 'w') as file:
    json.dump({'limit': limit}, file)
print('wrote', os.getenv('summary'))
