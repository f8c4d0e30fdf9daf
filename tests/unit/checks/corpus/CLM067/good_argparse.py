"""Square a number."""

import sys
from argparse import ArgumentParser


def parse():
    parser = ArgumentParser()
    parser.add_argument('--number', type=int)
    return parser.parse_args(sys.argv[1:])


if __name__ == '__main__':
    print(parse().number ** 2)
