#!/usr/bin/env python
"""Write a list of runs for the cluster."""

import argparse
import logging
import os
import time
from argparse import ArgumentParser

logging.basicConfig(level=logging.INFO, format='%(asctime)s - %(message)s')

BASE_DIR = os.path.dirname(os.path.abspath(__file__))
DEFAULT_SEEDS = 2 * 3

parser = ArgumentParser()
parser.add_argument('--models', default='linear,constant', help="names, with commas and without blanks")
parser.add_argument('--seeds', type=int, default=DEFAULT_SEEDS)
parser.add_argument('--job-dir', type=str, default=os.path.join(BASE_DIR, 'jobs'))
parser.add_argument('--job-name', type=str, default=time.strftime('%Y-%m-%d_%H-%M-%S'))
parser.add_argument('--partition', default=os.environ.get('PARTITION', 'day'))
parser.add_argument('--lr', type=lambda text: float(text.replace(',', '.')), default=0.1)
parser.add_argument('--debug', help=argparse.SUPPRESS, action='store_true')
parser.add_argument('--nothing', action='store_const', const='nothing', dest='what', default='all')
parser.add_argument('--output', default='data/runs.txt')


def main(args, rest):
    lines = []
    for model in args.models.split(','):
        for seed in range(args.seeds):
            lines.append(f'{args.job_name} {args.partition} python train.py --backbone {model} --seed {seed} --lr {args.lr}')
    lines = [] if args.what == 'nothing' else lines
    with open(args.output, 'w') as file:
        file.write('\n'.join(line + ''.join(' ' + one for one in rest) for line in lines) + '\n')
    if args.debug:
        logging.info('%d runs below %s', len(lines), args.job_dir)


parser.set_defaults(func=main)
args, unknown = parser.parse_known_args()
args.func(args, unknown)
