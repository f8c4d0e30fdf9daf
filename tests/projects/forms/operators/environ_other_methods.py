"""Touches the environment in ways that read no parameter."""
import os

os.environ.pop('HTTP_PROXY', None)
os.environ.update({'updated': 'x'}, more='y')
os.putenv('put', 'z')
os.unsetenv('put')
if 'asked' in os.environ or 'also' not in os.environ.keys():
    environment = {**os.environ, 'merged': '1'}
del os.environ['gone']
# the one that counts
one = os.getenv('one', 'x')
