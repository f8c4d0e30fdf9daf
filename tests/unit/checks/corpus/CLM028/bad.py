"""Selects the rows of one class."""

import os

kind = os.getenv("class", "water")
source = os.environ["From"]
print(kind, source)
