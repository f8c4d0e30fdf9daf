"""Computes indices of vegetation."""
import os

# Comments elsewhere describe nothing.

# Which index: ndvi or evi.
index = os.getenv('index', 'ndvi')
#no space behind the sign
red = int(os.getenv('red', 4))
# band of the near infrared
infrared = int(os.getenv('infrared', 8))
blue = int(os.getenv('blue', 2))
print(index, red, infrared, blue)
