"""Has a function with a variable of the constant's name."""
import os

SIZE = 5
WIDTH = 7


def resize(image, SIZE):
    return image[:SIZE]


def narrow(image):
    WIDTH = len(image) // 2
    return image[:WIDTH]


size = int(os.getenv('size', SIZE))
width = int(os.getenv('width', WIDTH))
