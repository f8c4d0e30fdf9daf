"""What a repository already says of its operators: in calls of C3, in `.cfg` files and in Jobs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from hatch_claimed.adopt.toml import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """What one place says of one script, in the words of `[tool.claimed]`.

    `operator` belongs into the operator's table; `wrapper` into its grid wrapper's, where one is wanted. `defaults` is
    what holds for the operator where no place says anything else.
    """

    place: str
    script: PurePosixPath
    operator: Table = field(default_factory=dict)
    wrapper: Table | None = None
    defaults: Table = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Note:
    """Something that people must know or do themselves, and where it was found."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Declarations:
    """All that was found, in the order in which it counts: the first one that says something is right."""

    declarations: tuple[Declaration, ...] = ()
    notes: tuple[Note, ...] = ()

    @classmethod
    def of(cls, parts: Iterable[Declarations]) -> Declarations:
        """Several in one."""
        found = tuple(parts)
        declarations = (one for part in found for one in part.declarations)
        return cls(tuple(declarations), tuple(one for part in found for one in part.notes))


BACKENDS: Mapping[str, str] = {
    "local": "local",
    "cos": "cos",
    "s3kv": "s3kv",
    "legacy_cos": "legacy_cos",
    "simple_grid_wrapper": "simple",
    "folder_grid_wrapper": "folder",
    "simple": "simple",
    "folder": "folder",
}
"""C3's names of coordinators, and ours."""
