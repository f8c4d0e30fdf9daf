"""Starts the process in which the operator's function runs: a program of its own, which is run as a file.

As in the launcher, our own folder is on the module path only while our modules are imported: no name in it can hide a
module of the script.
"""

from __future__ import annotations

import importlib
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))

if __name__ == "__main__":
    sys.path.insert(0, ROOT)
    serve = importlib.import_module("claimed_grid.executors.function_worker").serve
    importlib.import_module("claimed_launcher")
    ours = (HERE, os.path.realpath(HERE), ROOT, os.path.realpath(ROOT))
    sys.path[:] = [folder for folder in sys.path if folder not in ours]
    serve(int(sys.argv[1]), int(sys.argv[2]))
