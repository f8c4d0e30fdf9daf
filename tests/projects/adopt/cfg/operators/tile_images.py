"""Cuts images into tiles."""

# pip install pillow==11.0.0

import os

from PIL import Image

# A folder of images.
images = os.getenv("images", "images")

# The edge of a tile in pixels.
edge = int(os.getenv("edge", 256))


def tile(batch_id, images, edge, **kwargs):
    picture = Image.open(os.path.join(images, batch_id))
    picture.crop((0, 0, int(edge), int(edge))).save(os.path.join(images, f"{batch_id}.tile.png"))
