"""Packages of which an index has wheels, and none for the Python of an image: they are compiled there, or fail to."""

from __future__ import annotations

import re
from collections.abc import Iterable

from packaging.utils import InvalidWheelFilename, parse_wheel_filename

from hatch_claimed.lock.model import Package
from hatch_claimed.lock.tools import Resolver
from hatch_claimed.lock.uv import UvError, UvRequest

_LOWEST = 8
_CPYTHON = re.compile(r"cp3(\d+)")


def pythons_with_wheels(package: Package, question: UvRequest, ask: Resolver) -> tuple[str, ...]:
    """The Pythons for which an index has wheels of a version, oldest first; empty for what it has as source alone.

    Python's own versions that the package does not support are no answer, so that uv is asked from the oldest on.
    """
    highest = int(question.python.partition(".")[2])
    for minor in range(min(_LOWEST, highest), highest + 1):
        try:
            return _pythons(ask.wheels(question.about(package, f"3.{minor}")))
        except UvError as error:
            if "does not satisfy Python" not in str(error):
                return ()
    return ()


def _pythons(names: Iterable[str]) -> tuple[str, ...]:
    minors: set[int] = set()
    for name in names:
        try:
            tags = parse_wheel_filename(name)[3]
        except InvalidWheelFilename:
            continue
        minors.update(int(match[1]) for tag in tags if (match := _CPYTHON.fullmatch(tag.interpreter)))
    return tuple(f"3.{minor}" for minor in sorted(minors))
