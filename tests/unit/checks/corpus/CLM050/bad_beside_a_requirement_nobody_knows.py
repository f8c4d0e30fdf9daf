"""What nobody knows may bring what many packages need, such as numpy, and not what none of them needs."""

# pip install levels-of-rivers==1.0
import cv2
import levels_of_rivers
import numpy
import osmnx

print(cv2, levels_of_rivers, numpy, osmnx)
