"""Describes the second read."""
import os

print(os.getenv('zone', 'UTC'))
# the zone of all times
zone = os.getenv('zone', 'UTC')
