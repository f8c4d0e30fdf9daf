"""Exports a map."""
import os

# The area to draw:
#   - a country code, or
#   - a list of four numbers.
#
# Without it the whole world is drawn.
area = os.getenv('area', None)

# A heading.

# dots per inch
dpi = int(os.getenv('dpi', 150))
print(area, dpi)
