"""Has defaults that are no text, and no cast around them."""
import os

overwrite = os.getenv('overwrite', False)
verbose = os.environ.get('verbose', True)
retries = os.getenv('retries', 3)
ratio = os.getenv('ratio', 1e-05)
huge = os.getenv('huge', 2**53)
nothing = os.getenv('nothing', None)
if overwrite:
    print('overwriting')
print(verbose, retries, ratio, huge, nothing)
