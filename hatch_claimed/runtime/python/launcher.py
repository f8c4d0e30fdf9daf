#!/usr/bin/env python3
"""Runs the operator that lies beside this file (see `claimed_launcher.main`).

The launcher's own folder is on the module path only while the launcher is imported: no name in it can hide a module
of the script.
"""

from __future__ import annotations

import importlib
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))

if __name__ == "__main__":
    sys.path.insert(0, HERE)
    main = importlib.import_module("claimed_launcher.main").main
    # twice: Python puts the folder there as well, unless PYTHONSAFEPATH is set, and with its links resolved
    sys.path[:] = [folder for folder in sys.path if folder not in (HERE, os.path.realpath(HERE))]
    main(HERE, sys.argv[1:])
