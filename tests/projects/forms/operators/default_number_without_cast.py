"""Leaves numbers as text."""
import os

port = os.getenv('port', 8080)
scale = os.getenv('scale', 2.50)
pages = int(os.getenv('pages', '1_000'))
print(port, scale, pages)
