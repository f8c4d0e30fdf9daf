"""Wraps one cast in another."""
import os

enabled = bool(int(os.getenv('enabled', 1)))
text = str(float(os.getenv('scale', 0.5)))
size = int(float(os.getenv('size', '1e3')))
print(enabled, text, size)
