"""Downloads the raw level data of one gauge."""

import os
import urllib.request

# Identifier of the gauge, as the water authority writes it.
gauge_id = os.getenv('gauge_id')

BASE = "https://levels.example.org/api"


def address(gauge):
    """Where a gauge's data lies, e.g. for os.getenv('gauge_name')."""
    return f"{BASE}/gauges/{gauge}/levels.csv"


if __name__ == '__main__':
    urllib.request.urlretrieve(address(gauge_id), 'levels.csv')
