"""What there is to say of variables that are no interface, may be none, or are said to be one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from hatch_claimed.model import Finding
from hatch_claimed.sources.variables.table import owner, passed_on
from hatch_claimed.sources.variables.uses import RoleComment, VariableUse

_NOUNS = {"parameter": "a parameter", "output": "an output", "internal": "internal"}


def left_alone(uses: Sequence[VariableUse], path: str) -> list[Finding]:
    """CLM110, once, where the first of them is used: the table's variables, and those that are set to no path."""
    if not uses:
        return []
    reasons: dict[str, dict[str, None]] = {}
    for use in uses:
        reasons.setdefault(_reason(use.name), {})[use.name] = None
    first = min(uses, key=lambda use: (use.cell or 0, use.line))
    told = "; ".join(reason.format(*_counted(names)) for reason, names in reasons.items())
    return [
        Finding(
            code="CLM110",
            severity="hint",
            message=f"No parameters and no outputs: {told}.",
            remedy="That is right for most scripts. If one of them is yours, write `# claimed: parameter` or "
            "`# claimed: output` on its line, or name it in `parameters` or `outputs` of the operator's settings.",
            path=path,
            line=first.line,
            cell=first.cell,
        )
    ]


def _reason(name: str) -> str:
    group = owner(name)
    if group:
        return f"{{0}} belong{{1}} to {group.owner}"
    return "{0} {2} set for libraries" if passed_on(name) else "{0} {2} set to what is no path of a file"


def _counted(names: Mapping[str, None]) -> tuple[str, str, str]:
    return listed(names), "s" if len(names) == 1 else "", "is" if len(names) == 1 else "are"


def listed(names: Iterable[str]) -> str:
    """`'a', 'b' and 'c'`."""
    *others, last = (repr(name) for name in names)
    return f"{', '.join(others)} and {last}" if others else last


def unclear(name: str, path: str, line: int, cell: int | None) -> Finding:
    """CLM111: a variable that is set to what may be the path of a file, or not."""
    return Finding(
        code="CLM111",
        severity="warning",
        message=f"{name!r} is taken for an output, but what is set here may be no path of a file.",
        remedy="Write `# claimed: output` on the line if it is one, and otherwise `# claimed: internal`; or name it in "
        "`outputs` or `internal` of the operator's settings.",
        path=path,
        line=line,
        cell=cell,
    )


def idle(comment: RoleComment, path: str) -> Finding:
    """CLM090: a comment on a line that uses no variable."""
    return _says_nothing("no variable is read or set on this line", comment, path)


def contradicted(name: str, comment: RoleComment, first: RoleComment, path: str) -> Finding:
    """CLM090: a comment against an earlier one."""
    cell = "" if first.cell is None else f" of cell {first.cell}"
    return _says_nothing(f"{name!r} is {_NOUNS[first.role]} by the comment in line {first.line}{cell}", comment, path)


def without_use(name: str, comment: RoleComment, path: str) -> Finding:
    """CLM090: a parameter that is never read, or an output that is never set."""
    verb = "read" if comment.role == "parameter" else "set"
    return _says_nothing(f"{name!r} is never {verb}, so that it is no {comment.role}", comment, path)


def _says_nothing(message: str, comment: RoleComment, path: str) -> Finding:
    return Finding(
        code="CLM090",
        severity="hint",
        message=message,
        remedy=f"Take `claimed: {comment.role}` out.",
        path=path,
        line=comment.line,
        cell=comment.cell,
    )
