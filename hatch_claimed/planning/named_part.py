"""A part of a project: what names ask for, and what that needs. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from hatch_claimed.artifacts.last_build import LastBuild
from hatch_claimed.errors import BrokenError, UnknownNameError
from hatch_claimed.model import Broken, Finding, Project
from hatch_claimed.model.similar import closest


@dataclass(frozen=True, slots=True)
class NamedPart:
    """The names of operators, grid wrappers and workflows that are built, and the last build, whose others stay.

    A path of an operator's script stands for its name. With `keep_going`, what is broken of it is left out.
    """

    names: tuple[str, ...]
    last: LastBuild = field(default_factory=LastBuild)
    keep_going: bool = False


def only(project: Project, names: Sequence[str], *, keep_going: bool = False) -> Project:
    """The project of what is named, and of what that needs: a grid wrapper its operator, a workflow all that it runs.

    What is broken stays in it. Raises BrokenError where something named is, with `keep_going` where all of it is, and
    UnknownNameError.
    """
    broken = {name: found for name in names if (found := broken_of(project, [name]))}
    if broken and not (keep_going and set(names) - broken.keys()):
        raise BrokenError(project, broken_of(project, names))
    names = [name for name in names if name not in broken]
    for name in names:
        if not _is_known(project, name):
            raise UnknownNameError(_unknown(project, name))
    workflows = tuple(one for one in project.workflows if one.name in names)
    wanted = {*names, *(step.component for one in workflows for step in one.steps)}
    wrappers = tuple(one for one in project.grid_wrappers if one.name in wanted)
    wanted.update(one.operator.name for one in wrappers)
    operators = tuple(one for one in project.operators if one.name in wanted or str(one.path) in wanted)
    return replace(project, operators=operators, grid_wrappers=wrappers, workflows=workflows)


def of_part(findings: Sequence[Finding], whole: Project, part: Project) -> tuple[Finding, ...]:
    """The findings, less those in scripts of which none is part of it."""
    paths = {str(one.path) for one in whole.operators}.union(
        *(one.paths for one in whole.broken if one.kind != "workflow")
    )
    elsewhere = paths - {str(one.path) for one in part.operators}
    return tuple(one for one in findings if one.path not in elsewhere)


def broken_of(project: Project, names: Sequence[str]) -> tuple[Broken, ...]:
    """What is broken of what is named."""
    both = ((*project.broken_named(name), *project.broken_named(name, workflow=True)) for name in names)
    return tuple(dict.fromkeys(one for found in both for one in found))


def _is_known(project: Project, name: str) -> bool:
    known = (*project.components, *project.workflows)
    return any(one.name == name for one in known) or any(str(one.path) == name for one in project.operators)


def _unknown(project: Project, name: str) -> str:
    names = [one.name for one in (*project.components, *project.workflows, *project.broken)]
    close = closest(name, names, folded=True)
    hint = f"did you mean {close}?" if close else f"there are {', '.join(names) or 'none'}"
    return f"there is no operator, grid wrapper or workflow {name!r}: {hint}"
