"""Reads inside of functions and methods."""
import os


def load(path):
    """Loads os.getenv('path')."""
    return open(path).read()


def main():
    source = os.getenv('source', 'in.txt')

    def inner():
        return os.environ['inner']

    return load(source), inner()


class Reader:
    limit = int(os.getenv('limit', 10))

    async def read(self):
        return os.environ.get('chunk', 'all')


if __name__ == '__main__':
    main()
