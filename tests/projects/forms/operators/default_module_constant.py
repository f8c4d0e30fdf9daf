"""Downloads tiles of a satellite."""
import os

HOUR = 60 * 60
MIRROR = 'https://tiles.example.org'
DEFAULTS = {'zoom': 9}

timeout = int(os.getenv('timeout', HOUR))
# where tiles come from
server = os.getenv('server', MIRROR)
index = os.getenv('index', MIRROR + '/index.json')
half = float(os.environ.get('half', HOUR / 2))
print(timeout, server, index, half, DEFAULTS['zoom'])
