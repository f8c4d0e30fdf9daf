"""Cleans measurements."""

import os

from tools import cleaning, drawing

# Where they are.
path = os.getenv("path", "in.csv")
cleaning.clean(path)
