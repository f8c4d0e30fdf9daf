#!/usr/bin/env python3
############################################################
# Program is part of the gauges code                       #
############################################################
# pip install numpy==2.2.6

import os
import sys

EXAMPLE = """example:
  regrid.py  data/levels.csv  -o data/grid.csv  --step 0.5
  regrid.py  data/levels.csv  --range -1 2 --method nearest
"""


def create_parser(subparsers=None):
    import argparse
    name = __name__.split('.')[-1]
    synopsis = 'Brings levels to a regular grid of hours'
    parser = argparse.ArgumentParser(prog=name, description=synopsis, epilog=EXAMPLE,
                                     formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument('file', help='Table of levels')
    parser.add_argument('-o', '--outfile', help='Output file name.')
    parser.add_argument('--step', type=float, default=1.0, help='step of the grid in hours')
    parser.add_argument('--range', dest='hour_range', type=float, nargs=2, default=[0., 4.],
                        metavar=('FROM', 'TO'), help='first and last hour')
    parser.add_argument('--method', default='linear', choices=['linear', 'nearest'],
                        help='how values between hours are made\n' +
                             'default: linear')
    parser.add_argument('--shift', type=float, default=0, help='added to all levels, may be negative')
    parser.add_argument('--update', dest='update_mode', action='store_true',
                        help='Skip when the output is there.')
    return parser


def cmd_line_parse(iargs=None):
    parser = create_parser()
    inps = parser.parse_args(args=iargs)
    if not inps.outfile:
        inps.outfile = os.path.splitext(inps.file)[0] + '_grid.csv'
    return inps


def main(iargs=None):
    inps = cmd_line_parse(iargs)
    if inps.update_mode and os.path.isfile(inps.outfile):
        print('run or skip: skip')
        return

    import csv

    import numpy as np

    first, last = inps.hour_range
    grid = np.arange(first, last + inps.step / 2, inps.step)
    series = {}
    with open(inps.file) as file:
        for row in csv.DictReader(file):
            if row['level']:
                series.setdefault(row['station'], []).append((float(row['hour']), float(row['level'])))
    with open(inps.outfile, 'w') as file:
        for name, points in series.items():
            hours, levels = np.array(points).T
            if inps.method == 'linear':
                values = np.interp(grid, hours, levels)
            else:
                values = levels[np.abs(grid[:, None] - hours[None, :]).argmin(axis=1)]
            file.write(name + ',' + ','.join(f'{value + inps.shift:.2f}' for value in values) + '\n')
    print(f'output file: {inps.outfile}')


if __name__ == '__main__':
    main(sys.argv[1:])
