"""Environments that are asked for, those with equal questions together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hatch_claimed.lock.wanted import WantedEnvironment


@dataclass(frozen=True, slots=True)
class Group:
    """Those who ask for the same packages for the same Python and target."""

    id: str
    python: str
    members: tuple[WantedEnvironment, ...]

    @property
    def first(self) -> WantedEnvironment:
        """One of them: what they ask for is the same."""
        return self.members[0]


def groups(wanted: Iterable[WantedEnvironment], pythons: Mapping[tuple[str, str], str]) -> tuple[Group, ...]:
    """The environments that are asked for, those with equal questions together.

    `pythons` has the Python of each name and platform.
    """
    found: dict[str, tuple[str, list[WantedEnvironment]]] = {}
    for one in wanted:
        python = pythons[one.name, one.platform]
        found.setdefault(one.id(python), (python, []))[1].append(one)
    return tuple(Group(key, python, tuple(members)) for key, (python, members) in found.items())
