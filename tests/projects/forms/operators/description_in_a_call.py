"""Describes each argument of a call."""
import os


def main(source, count, verbose):
    print(source, count, verbose)


main(
    # what to read
    source=os.getenv('source'),
    # how many
    # lines of it
    count=int(os.getenv('count', 3)),
    verbose=bool(os.getenv('verbose', False)),
)
