"""Needs another program of the system."""

# apt install libgl1
#!apt-get update && apt-get install -y git curl
# apt-get install --no-install-recommends ffmpeg > /dev/null
# sudo apt-get install tree; pip install numpy

import os

# how many rows
rows = int(os.getenv('rows', 10))
print(rows, 'pip install nothing')
