"""Publishes a report."""
import os

# print more
debug = bool(os.getenv('debug', False))
publish = bool(os.environ['publish'])

dry_run = bool(0)
if debug:
    print('publishing' if publish and not dry_run else 'not publishing')
