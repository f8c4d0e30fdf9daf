"""Sets several variables at once, then reads them."""
import os

os.environ.update({'speed': 'fast', 'level': '2'})
print(os.environ['speed'], int(os.environ['level']), os.getenv('unit', 'm'))
