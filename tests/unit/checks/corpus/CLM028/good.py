"""Selects the rows of one class."""

import os

kind = os.getenv("class_name", "water")
source = os.environ["from_file"]
os.environ["class"] = source + ".csv"
print(kind, source)
