"""Draws."""

# pip install our-house-tables==1.0 numpy==2.1.3
import house_tables
import numpy

from drawing import maps
from rivers import plan

import lakes
