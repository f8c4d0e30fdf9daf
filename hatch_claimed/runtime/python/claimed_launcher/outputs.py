"""Puts the files that the script wrote where the caller wants them (C3 requirements, *Outputs*).

A script names the path of a result in `os.environ`; KFP and CWL say where it must end. A declared output that was
never written is a failure: neither of them would notice.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import io
import os
import shutil
from collections.abc import Collection, Mapping

from .messages import flush, say

LONGEST_VALUE = 131_071
"""What Linux takes as one argument of a program, in bytes: a longer text starts no step (execve(2), MAX_ARG_STRLEN)."""


class Delivery:
    """Delivers when the interpreter ends: after the script's threads, child processes and exit handlers."""

    def __init__(self, paths: Mapping[str, str], texts: Collection[str] = ()) -> None:
        """Take the wanted path of each output. Relative ones are meant from where the container started.

        `texts` are those whose contents become arguments of other steps.

        Exit handlers run last in, first out: made before anything else, this one comes last.
        """
        self.start = os.getcwd()
        self.paths = {name: os.path.join(self.start, path) for name, path in paths.items()}
        self.texts = texts
        self.process = os.getpid()
        self.succeeded = False
        if paths:
            atexit.register(self.at_exit)

    def at_exit(self) -> None:
        """Deliver after a success. A failure ends the process here: an exit handler cannot change the exit code."""
        if not self.succeeded or os.getpid() != self.process:
            return
        code = 1
        try:
            code = self.deliver()
        except (SystemExit, KeyboardInterrupt) as stopped:
            code = getattr(stopped, "code", 130)
        finally:
            if code:
                flush()
                os._exit(code)

    def deliver(self) -> int:
        """Deliver every output, say what could not be delivered, and give the exit code."""
        problems = [self._deliver(name, path) for name, path in self.paths.items()]
        for problem in filter(None, problems):
            say(problem)
        return 1 if any(problems) else 0

    def _deliver(self, name: str, target: str) -> str | None:
        written = os.environ.get(name)
        if not written:
            return _never_written(name, f"the script ended without setting os.environ[{name!r}]")
        source = self._find(written)
        if os.path.isdir(source):
            return f"output {name!r} is a folder, {written!r}: write one file, such as an archive of the folder"
        if not os.path.isfile(source):
            return _never_written(name, f"os.environ[{name!r}] is {written!r}, which is no file")
        try:
            _copy(source, target)
        except OSError as error:
            return f"output {name!r} could not be put at {target!r}: {error}"
        if name in self.texts and os.path.getsize(source) > LONGEST_VALUE:
            say(_too_long(name, os.path.getsize(source)))
        return None

    def _find(self, written: str) -> str:
        """The script's path, seen from where it ended or else from where it started."""
        return written if os.path.exists(written) else os.path.join(self.start, written)


def _too_long(name: str, size: int) -> str:
    return (
        f"output {name!r} has {size:,} bytes. Kubeflow hands it on as a text, and starts no step with an argument of "
        f'more than {LONGEST_VALUE:,} bytes: to hand it on as a file, write files = ["{name}"] for this step of the '
        "workflow"
    )


def _never_written(name: str, why: str) -> str:
    return f"output {name!r} was declared but never written: {why}"


def _copy(source: str, target: str) -> None:
    if target.endswith("/"):
        target = os.path.join(target, os.path.basename(source))
    _close_writers(source)
    os.makedirs(os.path.dirname(target), exist_ok=True)
    if not (os.path.exists(target) and os.path.samefile(source, target)):
        shutil.copyfile(source, target)


def _close_writers(path: str) -> None:
    """Close what the script left open on this file, as the interpreter would a moment later: text sits in buffers.

    A layer is closed before what it writes into: text, then compression, then bytes.
    """
    status = os.stat(path)
    # type(), because isinstance() asks lazy objects for their class and so wakes them
    files = [thing for thing in gc.get_objects() if issubclass(type(thing), io.IOBase)]
    layers = [file for file in files if _is_open_on(file, status)]
    for layer in sorted(layers, key=_depth):
        with contextlib.suppress(Exception):
            layer.close()


def _is_open_on(thing: io.IOBase, status: os.stat_result) -> bool:
    with contextlib.suppress(Exception):
        number = thing.fileno()
        return number > 2 and os.path.samestat(os.fstat(number), status)
    return False


def _depth(layer: io.IOBase) -> int:
    if isinstance(layer, io.TextIOBase):
        return 0
    return 2 if isinstance(layer, (io.BufferedWriter, io.BufferedRandom, io.RawIOBase)) else 1
