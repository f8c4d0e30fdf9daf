"""Converts degrees to radians."""

import math

# the angle to convert
angle = float(os.getenv('angle', 90))
unit = os.environ.get('unit', 'deg')

print(math.radians(angle) if unit == 'deg' else angle)
