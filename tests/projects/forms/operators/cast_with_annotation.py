"""Tiles an image."""
from __future__ import annotations

import os

# pixels
tile_size: int = int(os.getenv('tile_size', 512))
overlap: float = float(os.getenv('overlap', 0.1))
image: str | None = os.getenv('image', None)
mode: str
print(tile_size, overlap, image)
