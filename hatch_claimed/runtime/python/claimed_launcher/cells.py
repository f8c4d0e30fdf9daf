"""Puts cells of a notebook into files: numba keeps compiled functions (`cache=True`) of files that are there alone."""

from __future__ import annotations

import os
import re

from . import private

_KEPT = re.compile(r"\bnumba\b[\s\S]*\bcache\s*=\s*True\b")


def are_wanted(source: str) -> bool:
    """Whether a notebook asks numba to keep what it compiles."""
    return _KEPT.search(source) is not None


def written(name: str, source: str) -> str:
    """Where a cell was put, which ends with its name; the name alone where nothing can be written."""
    own = private.folder(os.environ)
    if own is None:
        return name
    path = os.path.join(own, "cells", name)
    try:
        os.makedirs(os.path.dirname(path), 0o700, exist_ok=True)
        with open(path, "w", encoding="utf-8", errors="surrogatepass") as file:
            file.write(source)
    except OSError:
        return name
    return path
