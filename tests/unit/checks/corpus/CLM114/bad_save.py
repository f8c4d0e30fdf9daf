"""Draws a square."""

from PIL import Image

Image.new("RGB", (5, 5)).save("square.png")
