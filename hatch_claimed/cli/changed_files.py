"""Showing and writing changed files."""

from __future__ import annotations

import difflib
import os
import shutil
import tempfile
from pathlib import Path


def difference(name: str, before: bytes, after: bytes) -> str:
    """A unified diff; bytes that are no UTF-8 are escaped."""
    old, new = (text.decode(errors="backslashreplace").splitlines(keepends=True) for text in (before, after))
    return "".join(
        line if line.endswith("\n") else f"{line}\n"
        for line in difflib.unified_diff(old, new, f"a/{name}", f"b/{name}")
    )


def replace_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; its mode stays. A link stays a link."""
    target = Path(os.path.realpath(path))
    handle, name = tempfile.mkstemp(prefix=f".{target.name}-", dir=target.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    shutil.copymode(target, name)
    Path(name).replace(target)
