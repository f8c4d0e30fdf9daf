"""The files of the project that an R script sources, directly or through others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from hatch_claimed.sources.r.calls import RCall, as_call
from hatch_claimed.sources.r.constants import constants
from hatch_claimed.sources.r.literals import string
from hatch_claimed.sources.r.tree import parse, syntax_problem
from hatch_claimed.sources.syntax_tree import walk
from hatch_claimed.system.tree import inside

if TYPE_CHECKING:
    from tree_sitter import Node

_FUNCTIONS = frozenset({"source", "sys.source"})

Content = Callable[[PurePosixPath], bytes | None]
"""Gives what a file of the project holds, None where there is none."""


@dataclass(frozen=True, slots=True)
class SourceCall:
    """A path that code sources, the line of that, and whether it is also looked for beside that code (`chdir`)."""

    path: PurePosixPath
    line: int
    beside: bool = False


@dataclass(frozen=True, slots=True)
class SourcedFile:
    """A file that comes along, and the line of the script that leads to it."""

    path: PurePosixPath
    line: int


def sourced(script: PurePosixPath, content: bytes, read: Content) -> tuple[SourcedFile, ...]:
    """What a script at this place sources, sorted by path.

    R takes a path from the working directory (R, `source`). That is the root of the project's tree in the image, and
    what lies beside the script is found from there as well.
    """
    found: dict[PurePosixPath, int] = {}
    todo = [(script, call, call.line) for call in source_calls(content)]
    while todo:
        by, call, line = todo.pop(0)
        for path in _places(by, call, script):
            inner = None if path == script else read(path)
            if inner is None:
                continue
            if path not in found:
                found[path] = line
                todo.extend((path, one, line) for one in source_calls(inner))
            break
    return tuple(SourcedFile(path, found[path]) for path in sorted(found))


# a file is looked at for each script that sources it
@lru_cache(maxsize=256)
def source_calls(content: bytes) -> tuple[SourceCall, ...]:
    """The paths of the project that R code sources, in source order, as far as they are constants."""
    if b"source" not in content:
        return ()
    try:
        root = parse(content)
    except ImportError:
        return ()
    if syntax_problem(root, content):
        return ()
    known = constants(root)
    found: list[SourceCall] = []
    for call in filter(None, map(as_call, walk(root))):
        if call.function not in _FUNCTIONS or call.package not in (None, "base"):
            continue
        given = call.matched("file")
        path = known.value(given["file"]) if "file" in given else None
        path = from_root(given.get("file")) if path is None else path
        if isinstance(path, str) and path and not path.startswith(("/", "~")) and "://" not in path:
            found.append(SourceCall(PurePosixPath(path), call.line, any(one.name == "chdir" for one in call.arguments)))
    return tuple(found)


def from_root(node: Node | None) -> str | None:
    """`here::here("R", "tools.R")`: a path from the project's root."""
    call = None if node is None else as_call(node)
    if call is None or call.function != "here" or call.package not in (None, "here"):
        return None
    return "/".join(_texts(call)) or None


def _texts(call: RCall) -> Iterator[str]:
    for argument in call.arguments:
        yield (None if argument.value is None else string(argument.value)) or ""


def _places(by: PurePosixPath, call: SourceCall, script: PurePosixPath) -> Iterator[PurePosixPath]:
    near = (by.parent,) if call.beside else ()
    for folder in dict.fromkeys((*near, PurePosixPath(), script.parent)):
        path = inside(folder / call.path)
        if path is not None and (folder != script.parent or call.beside or ".." not in call.path.parts):
            yield path
