"""Counts trees in an orthophoto."""

import os

photo = os.getenv(key='photo')
# metres
crown_width = float(os.getenv(key='crown_width', default=4))
kernel = dict(key='kernel_size', default=3)

print('looking for crowns of', crown_width, 'm in', photo, kernel)
