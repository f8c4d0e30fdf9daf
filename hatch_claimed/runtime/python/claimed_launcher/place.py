"""Makes a working directory, whichever one the container has, fit for the script."""

from __future__ import annotations

import contextlib
import os
from collections.abc import MutableMapping

NOT_LINKED = ("__pycache__",)


def set_home(environment: MutableMapping[str, str], working_directory: str) -> None:
    """Give a user without a passwd entry a home: many libraries write below it."""
    if environment.get("HOME", "/") not in ("", "/"):
        return
    usable = working_directory != "/" and os.access(working_directory, os.W_OK)
    environment["HOME"] = working_directory if usable else environment.get("TMPDIR", "/tmp")  # noqa: S108


def link_additional_files(app: str, script: str, working_directory: str) -> None:
    """Link what travels beside the script into the working directory, where scripts look for it.

    The directory may be a fresh folder (cwltool), or a volume mounted over the image's own. What is there already
    stays as it is, and where nothing can be written nothing is done.
    """
    app, here = os.path.realpath(app), os.path.realpath(working_directory)
    if not (here + os.sep).startswith(app + os.sep):
        _link(app, here, (script, *NOT_LINKED))


def _link(source: str, target: str, left_out: tuple[str, ...]) -> None:
    with os.scandir(source) as entries:
        for entry in entries:
            there = os.path.join(target, entry.name)
            if entry.name in left_out:
                continue
            if not os.path.lexists(there):
                with contextlib.suppress(OSError):
                    os.symlink(entry.path, there)
            elif entry.is_dir() and os.path.isdir(there) and not os.path.samefile(entry.path, there):
                _link(entry.path, there, NOT_LINKED)
