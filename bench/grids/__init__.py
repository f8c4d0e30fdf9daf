"""The parts of `grid.py`."""
