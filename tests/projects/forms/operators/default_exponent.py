"""Integrates an equation."""
import os

tolerance = float(os.getenv('tolerance', 1e-4))
absolute = os.getenv('absolute', 1e-4)
largest = float(os.environ.get('largest', '1E+6'))
steps = int(1e3)
print(tolerance, absolute, largest, steps)
