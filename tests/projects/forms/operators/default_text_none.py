"""Tells the text None from no value."""
import os

crs = os.getenv('crs', 'None')
nothing = os.getenv('nothing', None)
print(crs == 'None', nothing is None)
