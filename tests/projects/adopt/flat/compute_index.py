"""Computes a vegetation index for the pixels of a table."""

# pip install pandas==2.2.3

import logging
import os

import pandas as pd

from bands import normalised

# A CSV file with the columns red and nir.
pixels = os.getenv("pixels")

# How many digits to keep.
digits = int(os.getenv("digits", 3))

# The table with the index.
os.environ["index"] = "index.csv"


def grid_process(batch_id, pixels, digits, *args, **kwargs):
    compute(os.path.join(pixels, batch_id), int(digits), f"{batch_id}.index.csv")


def compute(source, digits, target):
    table = pd.read_csv(source)
    table["index"] = normalised(table["nir"], table["red"]).round(digits)
    table.to_csv(target, index=False)
    logging.info("wrote %s", target)


if __name__ == "__main__":
    compute(pixels, digits, os.environ["index"])
