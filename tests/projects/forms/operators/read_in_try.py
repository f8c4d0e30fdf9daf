"""Reads where something may fail."""
import os

try:
    workers = int(os.environ['workers'])
except KeyError:
    workers = 1
finally:
    with open(os.getenv('log', 'run.log'), 'w') as log:
        log.write(str(workers))
