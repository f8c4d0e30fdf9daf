#!/usr/bin/env python3
"""Looks at the batches of a grid wrapper (see `claimed_grid.tool`): `python3 /opt/claimed/grid.py status --help`."""

from __future__ import annotations

import importlib
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))

if __name__ == "__main__":
    sys.path[:0] = [HERE, os.path.join(HERE, "lib")]
    sys.exit(importlib.import_module("claimed_grid.tool.main").main(sys.argv[1:]))
