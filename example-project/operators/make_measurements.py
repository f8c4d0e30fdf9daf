"""
Makes water level measurements for a few river stations.

The levels scatter around each station's mean; one in twenty is a spike, as a broken sensor makes them.
"""

# pip install numpy==2.2.6

import csv
import logging
import os
import zlib

import numpy as np

# How many measurements to make for each station.
num_values = int(os.getenv('num_values', 40))

# Standard deviation of the levels, in metres.
noise = float(os.getenv('noise', 0.2))

# Whether broken sensors are simulated.
spikes = bool(os.getenv('spikes', True))

# Seed of the random numbers: the same seed gives the same measurements.
seed = int(os.getenv('seed', 1))

# The measurements, a CSV file with the columns station, hour and level.
os.environ['measurements'] = 'measurements.csv'


def levels(mean, random):
    values = random.normal(mean, noise, num_values)
    if spikes:
        values[random.random(num_values) < 0.05] *= 10
    return values


def make(path, random):
    with open('stations.csv') as stations, open(path, 'w', newline='') as target:
        table = csv.writer(target, lineterminator='\n')
        table.writerow(['station', 'hour', 'level'])
        for row in csv.DictReader(stations):
            for hour, level in enumerate(levels(float(row['mean_level']), random)):
                table.writerow([row['station'], hour, round(level, 3)])
            logging.info('made %d measurements for %s', num_values, row['station'])


def grid_process(batch_id, seed, **kwargs):
    # a batch is a day: each has its own file, and its own random numbers
    make(f'data/{batch_id}.csv', np.random.default_rng([seed, zlib.crc32(batch_id.encode())]))


if __name__ == '__main__':
    make(os.environ['measurements'], np.random.default_rng(seed))
