"""A folder below the temporary one that is this user's alone, and links in it to what lies elsewhere."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Mapping

_TEMPORARY = ("TMPDIR", "TEMP", "TMP")
_DEEP = (".cache/huggingface/hub", ".cache/torch/hub/checkpoints")
"""Where libraries put one model beside another."""
_USUAL = ("/tmp", "/var/tmp")  # noqa: S108


def folder(environment: Mapping[str, str]) -> str | None:
    """Make the folder, or take the one that an earlier run of this user made. None where nothing can be written.

    Its name is known, so that a container that starts again finds its caches; what somebody else made by this name, or
    may enter, is left alone.
    """
    named = [environment[name] for name in _TEMPORARY if environment.get(name)]
    for parent in (*named, *_USUAL):
        path = os.path.join(os.path.abspath(parent), f"claimed-{os.getuid()}")
        for one in (path, f"{path}-{unused()}"):
            if _is_made(one) or _is_own(one):
                return one
    return None


def unused() -> str:
    """What nobody can guess, for names."""
    return os.urandom(8).hex()


def _is_made(path: str) -> bool:
    try:
        os.mkdir(path, 0o700)
    except OSError:
        return False
    return True


def _is_own(path: str) -> bool:
    try:
        found = os.lstat(path)
    except OSError:
        return False
    mine = stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid() and not found.st_mode & 0o077
    return mine and os.access(path, os.W_OK | os.X_OK)


def furnish(target: str, source: str, hidden: str = "") -> str:
    """Make a folder that has what another one has, and can be written to. Its path.

    So settings, credentials and models that an image or a volume has are found in it. Folders, in a home those that
    are `hidden`, are where libraries write: they are made anew, and hold links to what the old ones hold.
    """
    with contextlib.suppress(OSError):
        os.mkdir(target, 0o700)
    # in a home the folders of libraries lie in those of their kind: `.cache/matplotlib`
    _link(source, target, hidden, 2 if hidden else 1)
    for place in _DEEP:
        _link_deep(source, target, place if hidden else os.path.relpath(place, ".cache"))
    return target


def _link_deep(source: str, target: str, place: str) -> None:
    """Make the folder at `place` anew too, and those on the way to it, in place of a link, which leads to no space."""
    parts = place.split(os.sep)
    for count in range(1, len(parts) + 1):
        path, there = (os.path.join(folder, *parts[:count]) for folder in (source, target))
        if not os.path.isdir(path) or os.path.islink(path):
            return
        with contextlib.suppress(OSError):
            if os.path.islink(there) and os.readlink(there) == path:
                os.unlink(there)
                os.mkdir(there, 0o700)
                _link(path, there, "", 0)


def _link(source: str, target: str, hidden: str, depth: int) -> None:
    with contextlib.suppress(OSError):
        for name in os.listdir(source):
            path, there = os.path.join(source, name), os.path.join(target, name)
            with contextlib.suppress(OSError):
                if depth and name.startswith(hidden) and os.path.isdir(path) and not os.path.islink(path):
                    os.makedirs(there, 0o700, exist_ok=True)
                    _link(path, there, "", depth - 1)
                elif not os.path.lexists(there):
                    os.symlink(path, there)
