"""Counts lines of a file."""

import os

# where the lines are
path = os.getenv("Path", "in.txt")
# where the number goes
other = os.environ.get("path_", "out.txt")

with open(path) as lines, open(other, "w") as out:
    out.write(str(sum(1 for _ in lines)))
