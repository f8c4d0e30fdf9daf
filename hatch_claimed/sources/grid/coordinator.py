"""What the coordinator of a grid wrapper needs besides the packages of its operator."""

from __future__ import annotations

from hatch_claimed.model import GridWrapper
from hatch_claimed.stores.registry import store_of


def system_packages(wrapper: GridWrapper) -> tuple[str, ...]:
    """The Debian packages that bring Python where the base image has none: for other languages alone."""
    if wrapper.language.is_python:
        return ()
    return ("python3", "python3-pip") if store_of(wrapper).libraries else ("python3",)
