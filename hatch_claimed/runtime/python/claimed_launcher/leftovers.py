"""Says at the end which files a script left in a working directory that nobody keeps. `leftovers.R` does so for R."""

from __future__ import annotations

import atexit
import contextlib
import os
from collections.abc import Collection, Iterator, Mapping

from .messages import say

MOST = 20
_TEMPORARY = ("TMPDIR", "TEMP", "TMP")
_CACHES = ("__pycache__",)


class Leftovers:
    """Remembers what there is at the start, and tells at the end of the process what has come since.

    `outputs` are the names of the script's outputs, `asked` those that are delivered. What lies at a `known` path is
    somebody's business. Only names at the top are looked at, and folders on the way to an output.
    """

    def __init__(self, outputs: Collection[str], asked: Collection[str], known: Collection[str] = ()) -> None:
        self.start = os.getcwd()
        self.process = os.getpid()
        self.outputs = {name: name in asked for name in outputs}
        self.known = {os.path.normpath(os.path.join(self.start, path)) for path in known}
        self.before = set(os.listdir(self.start))
        self.of_cwl = os.environ.get("HOME") == self.start and "TMPDIR" in os.environ
        # after those of the script, and before that of the delivery, which may end the process
        atexit.register(self.tell)

    def tell(self) -> None:
        """Write one line, or none. Never fails."""
        with contextlib.suppress(OSError, ValueError):
            left = list(self._left()) if os.getpid() == self.process else []
            if left and not self._is_kept():
                more = f" and {len(left) - MOST} more" if len(left) > MOST else ""
                say(f"left in the working directory, which nobody keeps: {', '.join(left[:MOST])}{more}")

    def _left(self) -> Iterator[str]:
        paths: dict[str, str | None] = dict.fromkeys(self.known)
        for name, is_asked in self.outputs.items():
            written = os.environ.get(name)
            if written:
                for folder in (self.start, os.getcwd()):
                    paths[os.path.normpath(os.path.join(folder, written))] = None if is_asked else name
        for name in sorted(set(os.listdir(self.start)) - self.before):
            if not name.startswith(".") and name not in _CACHES:
                yield from _below(os.path.join(self.start, name), name, paths)

    def _is_kept(self) -> bool:
        """Whether a volume is mounted there. Runners of CWL mount a folder, and keep outputs alone."""
        here = os.path.realpath(self.start)
        mounted = mounted_over(here)
        if mounted == "/" or (mounted == here and self.of_cwl):
            return False
        # a file system of temporary folders is none
        temporary = [os.path.realpath(os.environ[name]) for name in _TEMPORARY if os.environ.get(name)]
        return not any(is_in(here, one) and is_in(one, mounted) for one in (*temporary, os.path.realpath("/tmp")))  # noqa: S108


def _below(path: str, shown: str, paths: Mapping[str, str | None]) -> Iterator[str]:
    """What is left at a path: links hold nothing, and of `paths` only outputs that nobody asked for are told."""
    known = next((one for one in paths if is_in(path, one)), None)
    if known is not None:
        if paths[known]:
            yield f"{_written(shown)} (--{paths[known]} PATH keeps it)"
    elif os.path.islink(path):
        return
    elif not os.path.isdir(path):
        yield _written(shown)
    elif any(is_in(one, path) for one in paths):
        for name in sorted(os.listdir(path)):
            yield from _below(os.path.join(path, name), f"{shown}/{name}", paths)
    elif any(not os.path.islink(os.path.join(where, name)) for where, _, names in os.walk(path) for name in names):
        yield f"{_written(shown)}/"


def _written(name: str) -> str:
    return name if name.isprintable() else repr(name)


def is_in(path: str, folder: str) -> bool:
    """Whether a path is the folder or below it."""
    return os.path.join(path, "").startswith(os.path.join(folder, ""))


def mounted_over(path: str) -> str:
    """Where that is mounted on which a path lies."""
    return max((one for one in mounts() if is_in(path, one)), key=len, default="/")


def mounts() -> list[str]:
    """Where something is mounted. See proc(5) for the format."""
    try:
        with open("/proc/self/mountinfo", encoding="utf-8", errors="surrogateescape") as file:
            return [line.split(" ")[4].replace("\\040", " ") for line in file]
    except (OSError, IndexError):
        return []


def watch(operator: str, outputs: Collection[str], asked: Collection[str]) -> None:
    """Tell at the end what the operator in this folder left. Of a grid's batches the coordinator tells."""
    if not os.path.exists(os.path.join(os.path.dirname(operator), "grid.json")):
        with contextlib.suppress(OSError):
            Leftovers(outputs, asked)
