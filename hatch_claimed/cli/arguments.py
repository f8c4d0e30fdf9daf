"""What an argument of a command means: the path of a script, or the name of an operator."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

from hatch_claimed.languages.registry import suffixes
from hatch_claimed.model import Component
from hatch_claimed.system.tree import inside

_SEPARATORS = frozenset({"/", os.sep})


def is_path(argument: str) -> bool:
    """Whether an argument is a path: it holds `/`, or ends like a script. Else it is a name, and names hold no dot."""
    return not _SEPARATORS.isdisjoint(argument) or argument.lower().endswith(tuple(one.lower() for one in suffixes()))


def path_in_project(argument: str, root: Path) -> PurePosixPath | None:
    """A path as the project at `root` knows it, without `.` and `..`; None for one that lies outside.

    Relative ones are seen from `root`, as everything is with `-C`.
    """
    absolute = Path(argument)
    if not absolute.is_absolute():
        return inside(PurePosixPath(absolute.as_posix()))
    real = Path(os.path.realpath(absolute))
    return PurePosixPath(real.relative_to(root).as_posix()) if real.is_relative_to(root) else None


def component_names(arguments: Sequence[str], components: Iterable[Component], root: Path) -> tuple[str, ...]:
    """The names that arguments mean, each as `component_name` has it."""
    known = list(components)
    return tuple(component_name(one, known, root) for one in arguments)


def component_name(argument: str, components: Iterable[Component], root: Path) -> str:
    """The name that an argument means: itself, or that of the operator whose script it is the path of.

    A path that is no operator's comes back as it is, for whoever says which names there are.
    """
    if not is_path(argument):
        return argument
    path = path_in_project(argument, root)
    return next((one.name for one in components if one.path == path), argument)


def name_or_path(argument: str, root: Path) -> str:
    """A name as it is, and a path as the project at `root` knows it."""
    path = path_in_project(argument, root) if is_path(argument) else None
    return argument if path is None else str(path)
