"""Square a number."""

from argparse import ArgumentParser


def parse():
    parser = ArgumentParser()
    parser.add_argument('--number', type=int)
    return parser.parse_args()


if __name__ == '__main__':
    print(parse().number ** 2)
