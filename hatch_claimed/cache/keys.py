"""Fingerprints of what results are worked out from, and of the tool that works them out."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from hatch_claimed.model import Component, File, GridWrapper, Operator
from hatch_claimed.stores.registry import COORDINATOR

_PACKAGES = (Path(__file__).parents[1], COORDINATOR)
_INSTALLED = (".dist-info", ".egg-info", ".egg-link")


def fingerprint(*values: object) -> str:
    """A SHA-256 of values by their representation: of texts, numbers, paths, and of dataclasses and tuples of these."""
    return hashlib.sha256(repr(values).encode(errors="surrogatepass")).hexdigest()


def brief(component: Component) -> Component:
    """A component with the hashes of its files instead of their contents, which may be large."""
    if isinstance(component, GridWrapper):
        return replace(component, operator=_brief(component.operator), files=_hashed(component.files))
    return _brief(component)


@lru_cache(maxsize=256)
def fingerprint_of_names(names: frozenset[str]) -> str:
    """A fingerprint of names that many operators have in common."""
    return fingerprint(sorted(names))


def tool() -> str:
    """A SHA-256 of our own files, of Python, and of the names and versions of all that is installed.

    Raises OSError where the files cannot be read.
    """
    whole = hashlib.sha256(repr((sys.version, sys.platform)).encode())
    for name, content in _own_files():
        whole.update(f"{name}\0{len(content)}\0".encode(errors="surrogateescape") + content)
    whole.update("\0".join(sorted(_installed(sys.path))).encode(errors="surrogateescape"))
    return whole.hexdigest()


def _brief(operator: Operator) -> Operator:
    if not operator.files and not operator.requirement_files and not operator.modules:
        return operator
    return replace(
        operator,
        files=_hashed(operator.files),
        requirement_files=_hashed(operator.requirement_files),
        modules=_hashed(operator.modules),
    )


def _hashed(files: Iterable[File]) -> tuple[File, ...]:
    return tuple(replace(file, content=hashlib.sha256(file.content).digest()) for file in files)


def _own_files() -> Iterator[tuple[str, bytes]]:
    for package in _PACKAGES:
        for folder, folders, names in os.walk(package):
            folders[:] = sorted(name for name in folders if not name.startswith((".", "__pycache__")))
            for path in (Path(folder, name) for name in sorted(names)):
                yield str(path.relative_to(package.parent)), path.read_bytes()


def _installed(places: Iterable[str]) -> Iterator[str]:
    for place in places:
        try:
            names = os.listdir(place or ".")  # noqa: PTH208 - a Path for each of hundreds of names takes time
        except OSError:
            continue
        yield from (name for name in names if name.endswith(_INSTALLED))
