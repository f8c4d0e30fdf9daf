"""The files that a notebook runs by `%run`."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from hatch_claimed.sources.python.code import Code
from hatch_claimed.sources.python.ipython import Magic, magics
from hatch_claimed.system.tree import inside


@dataclass(frozen=True, slots=True)
class RunMagic:
    """One `%run` with the path that it names; that of a script may come without its suffix (IPython, `%run`)."""

    path: str
    magic: Magic
    code: Code

    def places(self, script: PurePosixPath) -> tuple[PurePosixPath, ...]:
        """Where the file may lie in the project's tree, for a notebook at this place."""
        return places(self.path, script)


def runs(codes: Sequence[Code]) -> tuple[RunMagic, ...]:
    """Those with a path that is known, in source order."""
    wanted = [code for code in codes if "'run'" in code.text]
    return tuple(
        RunMagic(path, magic, code)
        for code in wanted
        for magic in magics(code)
        if magic.name == "run" and magic.body is None and (path := _path(magic.line))
    )


def places(path: str, script: PurePosixPath) -> tuple[PurePosixPath, ...]:
    """Jupyter starts in the notebook's folder, and the image in the project's root."""
    return tuple(dict.fromkeys(_places(path, script)))


def _places(path: str, script: PurePosixPath) -> Iterator[PurePosixPath]:
    written = PurePosixPath(path)
    if written.is_absolute() or path.startswith("~"):
        return
    named = written if written.suffix in {".py", ".ipynb", ".ipy"} else written.with_name(f"{written.name}.py")
    for folder in (script.parent, PurePosixPath()):
        place = inside(folder / named)
        if place is not None and place.with_suffix(".py") != script.with_suffix(".py"):
            yield place


def _path(line: str) -> str | None:
    """The first argument that is no option, None where the running notebook computes it or names a module."""
    try:
        words = shlex.split(line)
    except ValueError:
        return None
    place = next((place for place, word in enumerate(words) if not word.startswith("-")), None)
    if place is None or {"-m", "-N"} & set(words[:place]) or any(mark in words[place] for mark in "${"):
        return None
    return words[place] if PurePosixPath(words[place]).name else None
