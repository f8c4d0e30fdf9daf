"""Checks that a list of links answers."""

import json, os, sys

timeout = float(os.getenv('timeout', 2.5))
links = json.loads(os.getenv('links', '["https://example.org"]'))

for link in links:
    print(link, timeout, file=sys.stderr)
