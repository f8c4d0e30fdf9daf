"""Smooths a signal."""
import os

# seconds
window = float(os.getenv('window', 0.25))
threshold = float(os.getenv('threshold', '3'))
gain = float(os.environ['gain'])

half = float(7) / 2
print(window, threshold, gain, half)
