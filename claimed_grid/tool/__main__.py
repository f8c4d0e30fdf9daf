"""Runs the tool as `python -m claimed_grid.tool`."""

import sys

from .main import main

sys.exit(main(sys.argv[1:]))
