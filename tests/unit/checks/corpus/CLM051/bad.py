"""Cleans measurements."""

import os

import cleaning
from cleaning import without_gaps
from drawing.maps import draw

draw(cleaning.read(os.getenv("measurements", "in.csv")), without_gaps)
