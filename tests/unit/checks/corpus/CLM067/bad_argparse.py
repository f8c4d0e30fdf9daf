"""Square a number; the arguments are of another file."""

import argparse

from tools import arguments


def parse():
    return arguments(argparse).parse_args()


if __name__ == '__main__':
    print(parse().number ** 2)
