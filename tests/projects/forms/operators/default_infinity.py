"""Clips values."""
import os

upper = float(os.getenv('upper', 'inf'))
lower = float(os.getenv('lower', float('-inf')))
middle = float(os.getenv('middle', '0'))
print(upper, lower, middle)
