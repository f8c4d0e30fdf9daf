"""Spreads rows over processes, which print, and hands them a table that is mapped into their memory."""

# pip install joblib==1.4.2 numpy==2.2.6
import os

import numpy
from joblib import Parallel, delayed

# How many pieces there are.
pieces = int(os.getenv("pieces", 4))
os.environ["result"] = "result.txt"


def piece(table, number):
    print(f"piece {number}")
    return float(table[number::4].sum())


if __name__ == "__main__":
    table = numpy.ones(400_000)
    sums = Parallel(n_jobs=2)(delayed(piece)(table, number) for number in range(pieces))
    with open(os.environ["result"], "w") as file:
        file.write(f"{sums}\n")
