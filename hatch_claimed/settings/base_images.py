"""What the name of a base image says of its Python."""

from __future__ import annotations

import re

_IMAGE_PYTHON = re.compile(r"python[-:]?3\.?(?P<minor>\d+)\b")


def image_python(base: str) -> str | None:
    """The Python of a base image by its name: `3.12` of `python:3.12-slim` and of `python-312`, else None."""
    match = _IMAGE_PYTHON.search(base)
    return f"3.{match['minor']}" if match else None
