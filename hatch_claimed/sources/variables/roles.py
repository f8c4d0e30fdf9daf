"""Which variables of a script are its interface: by comments on lines, the operator's settings, and the table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import get_args

from hatch_claimed.model import Finding
from hatch_claimed.sources.variables import findings as say
from hatch_claimed.sources.variables.overrides import Role, Unused, VariableOverrides
from hatch_claimed.sources.variables.table import owner
from hatch_claimed.sources.variables.uses import RoleComment, VariableUse

_COMMENT = re.compile(rf"#+'?\s*claimed:\s*({'|'.join(get_args(Role))})\b")


@dataclass(frozen=True, slots=True)
class VariableRoles:
    """What each variable is that anything was said of. `left` are uses of those that belong to somebody else.

    `unused` is what of the settings changes nothing.
    """

    roles: Mapping[str, Role] = field(default_factory=dict)
    left: tuple[VariableUse, ...] = ()
    findings: tuple[Finding, ...] = ()
    unused: tuple[Unused, ...] = ()

    def keeps(self, name: str, *, writes: bool) -> bool:
        """Whether a read may make a parameter of the name, or a write an output."""
        return self.roles.get(name) in (None, "output" if writes else "parameter")

    def is_said(self, name: str) -> bool:
        """Whether the author decided, so that nothing needs to be told from values."""
        return name in self.roles


def comment_role(text: str) -> Role | None:
    """What a comment, with its `#`, says of the variables on its line."""
    found = _COMMENT.search(text)
    return next((role for role in get_args(Role) if found and role == found[1]), None)


def settle(
    uses: Sequence[VariableUse], idle: Iterable[RoleComment], wanted: VariableOverrides, path: str
) -> VariableRoles:
    """Decide on all variables that a script uses, given in source order. `idle` are comments on lines without any.

    A comment goes before the settings, and both go before the table.
    """
    comments = _by_name(uses)
    roles = wanted.roles() | {name: comment.role for name, comment in comments.items()}
    left = tuple(use for use in uses if use.name not in roles and owner(use.name))
    roles |= dict.fromkeys((use.name for use in left), "internal")
    findings = [say.idle(comment, path) for comment in idle]
    findings += [finding for use in uses if (finding := _ineffective(use, comments, uses, path))]
    return VariableRoles(roles, left, tuple(findings), tuple(_unused(uses, wanted)))


def _by_name(uses: Iterable[VariableUse]) -> dict[str, RoleComment]:
    comments: dict[str, RoleComment] = {}
    for use in uses:
        if use.comment:
            comments.setdefault(use.name, use.comment)
    return comments


def _ineffective(
    use: VariableUse, comments: Mapping[str, RoleComment], uses: Iterable[VariableUse], path: str
) -> Finding | None:
    if use.comment is None:
        return None
    first = comments[use.name]
    if first.role != use.comment.role:
        return say.contradicted(use.name, use.comment, first, path)
    if first is use.comment and not _fits(use.name, first.role, uses):
        return say.without_use(use.name, first, path)
    return None


def _unused(uses: Iterable[VariableUse], wanted: VariableOverrides) -> Iterator[Unused]:
    yield from (("parameters", name) for name in wanted.parameters if not _fits(name, "parameter", uses))
    yield from (("outputs", name) for name in wanted.outputs if not _fits(name, "output", uses))
    yield from (("internal", name) for name in wanted.internal if not _fits(name, "internal", uses))


def _fits(name: str, role: Role, uses: Iterable[VariableUse]) -> bool:
    """Whether the script does with the variable what makes the role: a parameter is read, an output is set."""
    return any(use.name == name and (role == "internal" or use.writes == (role == "output")) for use in uses)
