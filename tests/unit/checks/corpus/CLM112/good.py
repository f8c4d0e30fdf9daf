"""Fits a model."""

import argparse
import os
from decimal import Decimal

# how many points
points = int(os.getenv('points', 100))
# text that looks like a number
version = os.getenv('version', '1.0')
# nothing by default
limit = os.getenv('limit', None)
# compared with texts, which False is not
overwrite = os.getenv('overwrite', False) == 'True'
trial = os.environ.get('trial', False)
if trial in ('1', 'true'):
    print('trial')
# either number or text
size = os.getenv('size', 5)
if isinstance(size, str):
    size = len(size)
# what a text makes of it is the same
print('with', os.getenv('seed', 42))
label = f"run-{os.getenv('run', 7)}"
price = Decimal(os.getenv('price', 3))
# the parser makes a number of either
parser = argparse.ArgumentParser()
parser.add_argument('--count', type=int, default=os.getenv('count', 5))
# a helper for texts and truth values
quiet = as_bool(os.getenv('quiet', False))
fast = os.getenv('fast', False)
if str(fast).lower() == 'true':
    print('fast')


# a helper of the script that has a cast of its own
def setting(name, default, kind):
    value = os.getenv(name, default)
    return kind(value)


# how often
rounds = setting('rounds', 3, int)
