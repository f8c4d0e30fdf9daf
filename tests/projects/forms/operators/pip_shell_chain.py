"""Goes on behind pip."""

# pip install numpy && echo done
# pip install scipy || true
# pip install pandas | tail -n 1
# pip install attrs; pip install rich

import os

# how many rows
rows = int(os.getenv('rows', 10))
print(rows, 'pip install nothing')
