"""Decides by what it reads."""
import os

if os.getenv('mode', 'fast') == 'fast':
    step = 10
elif bool(os.getenv('fine', False)):
    step = int(os.getenv('step', 1))
else:
    step = 5 if os.environ['profile'] == 'x' else 2

while step < int(os.environ.get('until', 3)):
    step += 1
assert os.getenv('licence', 'free'), "os.getenv('message')"
