"""Cleans measurements."""

import os

import cleaning

# How many.
limit = int(os.getenv("limit", 5))
cleaning.clean(limit)
