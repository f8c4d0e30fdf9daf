"""Environments that are asked for, those with equal questions together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hatch_claimed.lock.requirements import EnvironmentRequirements


@dataclass(frozen=True, slots=True)
class EnvironmentGroup:
    """Those who ask for the same packages for the same Python and target."""

    id: str
    python: str
    members: tuple[EnvironmentRequirements, ...]

    @property
    def first(self) -> EnvironmentRequirements:
        """One of them: what they ask for is the same."""
        return self.members[0]


def groups(
    required: Iterable[EnvironmentRequirements], pythons: Mapping[tuple[str, str], str]
) -> tuple[EnvironmentGroup, ...]:
    """The environments that are asked for, those with equal questions together.

    `pythons` has the Python of each name and platform.
    """
    found: dict[str, tuple[str, list[EnvironmentRequirements]]] = {}
    for one in required:
        python = pythons[one.name, one.platform]
        found.setdefault(one.id(python), (python, []))[1].append(one)
    return tuple(EnvironmentGroup(key, python, tuple(members)) for key, (python, members) in found.items())
