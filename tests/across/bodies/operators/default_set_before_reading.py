"""Sets what nobody has set, and then reads it."""
import os

os.environ.setdefault('region', 'eu-de')
region = os.environ['region']
zone = os.environ.setdefault('zone', 'a')
if 'pace' not in os.environ:
    os.environ['pace'] = 'slow'
print(region, zone, os.environ['pace'])
