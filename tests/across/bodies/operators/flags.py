"""Has flags, read by the word that people write."""
import os

debug = bool(os.getenv('debug', False))
cache = bool(os.getenv('cache', True))
strict = bool(os.environ['strict'])
quiet = bool(os.getenv('quiet', ''))
loud = bool(os.getenv('loud', 'yes'))
maybe = bool(os.getenv('maybe'))
print(debug, cache, strict, quiet, loud, maybe)
