"""Print numbers."""

import os

# how many numbers
count = int(os.getenv('count', 5))
log_level = os.getenv('LOG_LEVEL', 'INFO')
print(list(range(count)))
