"""Modules that a notebook writes before it imports them."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from hatch_claimed.sources.python.code import Code
from hatch_claimed.sources.python.ipython import magics

_WRITING = frozenset({"file", "writefile"})


def written_modules(codes: Sequence[Code]) -> frozenset[str]:
    """Their names, with dots where they lie in folders: a `%%writefile` cell writes into the working directory."""
    return frozenset(module for code in codes for module in _written(code))


def _written(code: Code) -> Iterator[str]:
    if "file'" not in code.text:
        return
    for magic in magics(code):
        if magic.body is None or magic.name not in _WRITING:
            continue
        path = PurePosixPath(next((word for word in _words(magic.line) if not word.startswith("-")), ""))
        if path.suffix == ".py" and not path.is_absolute():
            parts = path.with_suffix("").parts
            yield ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


def _words(line: str) -> list[str]:
    try:
        return shlex.split(line)
    except ValueError:
        return line.split()
