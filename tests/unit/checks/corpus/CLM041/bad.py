"""Print numbers."""

import os

count = int(os.getenv('count', 5))
# the first number
first = int(os.getenv('first', 0))

step = int(os.getenv('step', 1))
log_level = os.getenv('log_level', 'INFO')
print(list(range(first, count, step)))
