"""Numbers of things in texts."""

from __future__ import annotations


def quantity(number: int, noun: str) -> str:
    """A number with its noun: `1 image`, `2 images`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
