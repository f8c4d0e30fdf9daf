"""Square a number."""

import sys


def main():
    number = int(sys.argv[1])
    print(number**2)


if __name__ == '__main__':
    main()
