"""Draws a map."""

import os
import sys

os.system("pip install cartopy==0.24.1")
sys.path.append("lib")

import cartopy.crs
import drawing
import pyarrow

print(cartopy.crs, drawing, pyarrow)
