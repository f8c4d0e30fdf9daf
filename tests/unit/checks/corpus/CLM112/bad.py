"""Fits a model."""

import os
from datetime import timedelta
from os import environ as env

STEPS = 10

# how many points
points = os.getenv('points', 100)
# the rate
rate = env.get('rate', default=-1e-4)
# whether to write over what is there
overwrite = os.getenv(
    'overwrite',
    False,
)
# how many steps
steps = env.get('steps', STEPS * 2)
# how many days
until = timedelta(days=os.getenv('days', 7))
# whether it is a trial
trial = os.environ.get('trial', False)
if trial.lower() == 'true':
    print(f'{os.getenv("share", 0.5):.2f}')
