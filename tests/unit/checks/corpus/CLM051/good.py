"""Cleans measurements."""

# pip install levels==1.0
import random

import cleaning
import drawing.maps
import good
import levels

try:
    import faster
except ImportError:
    faster = None
