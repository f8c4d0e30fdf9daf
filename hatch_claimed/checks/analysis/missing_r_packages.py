"""The packages of R that a script, or a file that it sources, loads and that its image lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath

from hatch_claimed.checks.analysis.bases import is_bare_r
from hatch_claimed.checks.analysis.r_libraries import libraries
from hatch_claimed.checks.analysis.r_package_dependencies import carried_by_r, is_carrier_of_r, may_be_carried_by_r
from hatch_claimed.sources.operators import ReadOperator
from hatch_claimed.sources.project_modules.sourced_files import sourced
from hatch_claimed.sources.r.calls import RCall
from hatch_claimed.sources.r.literals import identifier
from hatch_claimed.sources.r.reader import vectors_of
from hatch_claimed.sources.r.requirements import is_other_installer, read_requirements
from hatch_claimed.sources.r.vectors import Vectors

_OF_R = """
base compiler datasets graphics grDevices grid methods parallel splines stats stats4 tcltk tools translations utils
boot class cluster codetools foreign KernSmooth lattice MASS Matrix mgcv nlme nnet rpart spatial survival
docopt littler
"""
"""Base and recommended packages (R, *R installation*), and what the images of R use themselves."""
_ELSEWHERE = frozenset({".libPaths", "load_all", "checkpoint", "groundhog.library"})
_FROM_SYSTEM = re.compile(r"r-(cran|bioc)-.*")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9.]*")


@dataclass(frozen=True, slots=True)
class MissingRPackage:
    """A package that nothing brings, and the line of the script that loads it or leads to what loads it.

    Of a file that the script sources, `file` is its path and `inner` the line in it.
    """

    package: str
    line: int
    file: PurePosixPath | None = None
    inner: int = 0


def missing_packages(subject: ReadOperator, script: Vectors) -> tuple[MissingRPackage, ...]:
    """The first load of each package that no line brings; empty where something may bring what nobody sees."""
    loaded = [one for one in (*_of_script(script), *_of_files(subject)) if one.package.lower() not in _with_r()]
    # most scripts load nothing else
    asked = _asked(subject, script) if loaded else None
    if asked is None:
        return ()
    there = carried_by_r(asked)
    unknown = any(not is_carrier_of_r(name) for name in asked)
    found: dict[str, MissingRPackage] = {}
    for one in loaded:
        doubtful = unknown and may_be_carried_by_r(one.package)
        if one.package.lower() not in there and not doubtful:
            found.setdefault(one.package, one)
    return tuple(found.values())


@cache
def _with_r() -> frozenset[str]:
    return frozenset(_OF_R.lower().split())


def _of_script(script: Vectors) -> Iterator[MissingRPackage]:
    yield from (MissingRPackage(one.package, one.line) for one in libraries(script))


def _of_files(subject: ReadOperator) -> Iterator[MissingRPackage]:
    operator = subject.operator
    files = {file.path: file.content for file in (*operator.files, *operator.modules)}
    for file in sourced(operator.place, subject.content, files.get) if files else ():
        inner = vectors_of(files[file.path])
        for one in libraries(inner) if inner else ():
            yield MissingRPackage(one.package, file.line, file.path, one.line)


def _asked(subject: ReadOperator, script: Vectors) -> frozenset[str] | None:
    """The packages that the script's lines name, None where nobody can know what is in the image."""
    operator = subject.operator
    named = [name for line in operator.interface.system_packages for name in line.arguments]
    if not is_bare_r(operator.image.base) or any(map(_FROM_SYSTEM.fullmatch, named)):
        return None
    if any(call.package == "renv" or (call.function in _ELSEWHERE and call.arguments) for call in script.names.calls):
        return None
    requirements, findings = read_requirements(script, str(operator.path))
    if any(one.severity == "error" for one in findings):
        return None  # such a line is a finding of its own
    others = _named_by_others(script)
    return None if others is None else others.union(*(one.arguments for one in requirements))


def _named_by_others(script: Vectors) -> frozenset[str] | None:
    """What calls name that the image does not follow, which is a finding of its own; None where they do not tell."""
    found: set[str] = set()
    for call in filter(is_other_installer, script.names.calls):
        names = list(_names(call, script))
        if not names or None in names:
            return None
        found.update(name for name in names if name)
    return frozenset(found)


def _names(call: RCall, script: Vectors) -> Iterator[str | None]:
    bare = call.package == "pacman"
    for argument in call.arguments:
        if argument.value is None or argument.name not in (None, "pkgs", "repo", "pkg", "char", "url"):
            continue
        if bare and argument.name is None and argument.value.type == "identifier":
            yield identifier(argument.value)
        else:
            yield from map(_package, script.texts(argument.value))


def _package(text: str | None) -> str | None:
    """`r-lib/rlang@main` and `https://example.org/team/rlang.git` are `rlang`."""
    name = "" if text is None else text.rpartition("::")[2].partition("@")[0].rstrip("/").rpartition("/")[2]
    name = name.removesuffix(".git").partition("#")[0]
    return name if _NAME.fullmatch(name) else None
