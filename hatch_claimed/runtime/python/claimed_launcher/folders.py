"""Makes the folders of a script's own output paths before its first line runs (C3 requirements, *Outputs*)."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable


def make(paths: Iterable[str]) -> None:
    """Make the missing parent folders of these paths: below the working directory, or absolute ones. Never fails."""
    made = [folder for path in paths for folder in _made(path)]
    if made:
        _give_way(made)


def _made(path: str) -> list[str]:
    if "://" in path or "\0" in path:
        return []
    here = os.getcwd()
    whole = os.path.normpath(os.path.join(here, path))
    if not os.path.isabs(path) and not whole.startswith(os.path.join(here, "")):
        return []
    missing = []
    folder = os.path.dirname(whole)
    while not os.path.lexists(folder):
        missing.append(folder)
        folder = os.path.dirname(folder)
    made = []
    with contextlib.suppress(OSError):
        for folder in reversed(missing):
            os.mkdir(folder)
            made.append(folder)
    return made


def _give_way(made: list[str]) -> None:
    """Let a script make the same folders itself, by a call that fails where there is one: ours are removed before."""

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event != "os.mkdir" or not made:
            return
        path, _, folder = arguments
        if folder == -1 and isinstance(path, (str, bytes)):
            wanted = os.path.abspath(os.fsdecode(path))
            for inner in [one for one in reversed(made) if os.path.join(one, "").startswith(os.path.join(wanted, ""))]:
                made.remove(inner)
                with contextlib.suppress(OSError):
                    # what holds something stays
                    os.rmdir(inner)

    sys.addaudithook(hook)
