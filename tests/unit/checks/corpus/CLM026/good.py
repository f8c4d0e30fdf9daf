"""Counts lines of a file."""

import os

path = os.getenv("input_path", "in.txt")
other = os.getenv("output_path", "out.txt")

with open(path) as lines, open(other, "w") as out:
    out.write(str(sum(1 for _ in lines)))
