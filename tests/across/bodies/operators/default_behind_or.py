"""Takes what stands behind an or, where nothing is set."""
import os

mode = os.getenv('mode') or 'fast'
limit = int(os.getenv('limit') or 5)
rate = float(os.environ.get('rate', '') or 0.5)
print(mode, limit, rate)
