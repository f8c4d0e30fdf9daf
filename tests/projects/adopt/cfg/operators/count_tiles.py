"""Counts tiles."""

import os

# Where they are.
tiles = os.getenv("tiles", "tiles")

os.environ["count"] = "count.txt"

with open(os.environ["count"], "w") as file:
    file.write(str(len(os.listdir(tiles))))
