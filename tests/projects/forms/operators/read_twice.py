"""Reads one name in two places."""
import os

# how many stations
stations = int(os.getenv('stations', 5))


def again():
    return int(os.environ.get('stations', '5')), os.getenv('country')


country = os.getenv('country')
