"""What pyproject.toml gets: `[tool.claimed]`, and what lets the project's own build backend know of it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hatch_claimed.adopt.declarations import Note
from hatch_claimed.adopt.gather import AdoptedSettings
from hatch_claimed.adopt.include import Patterns
from hatch_claimed.adopt.manifest import Addition
from hatch_claimed.adopt.toml import Table, Toml, without_empty
from hatch_claimed.settings.grammar import TAG
from hatch_claimed.settings.lines import KeyPath
from hatch_claimed.settings.load import PYPROJECT
from hatch_claimed.settings.settings import tag_of

HATCHLING = "hatchling.build"
FIRST_VERSION = "0.1.0"
_PEP_440 = re.compile(r"[0-9]+(?:\.[0-9]+)*(?:(?:a|b|rc)[0-9]+)?(?:\.post[0-9]+)?(?:\.dev[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Pyproject:
    """What pyproject.toml says already."""

    document: Mapping[str, Any]

    @property
    def backend(self) -> str | None:
        """The build backend that is named."""
        backend = _table(self.document, "build-system").get("build-backend")
        return backend if isinstance(backend, str) else None

    @property
    def settings(self) -> Mapping[str, Any]:
        """`[tool.claimed]`."""
        return _table(self.document, "tool", "claimed")

    @property
    def has_settings(self) -> bool:
        """Whether there is such a table."""
        return isinstance(self.document.get("tool"), dict) and "claimed" in self.document["tool"]

    @property
    def version(self) -> str | None:
        """The version that a build finds without being told: of `[project]`, or asked of hatchling."""
        project = _table(self.document, "project")
        if isinstance(project.get("version"), str):
            return str(project["version"])
        dynamic = "version" in project.get("dynamic", ()) and self.backend == HATCHLING
        return "0" if dynamic else None

    @property
    def poetry_version(self) -> str | None:
        """The version that Poetry keeps in a place of its own."""
        version = _table(self.document, "tool", "poetry").get("version")
        return version if isinstance(version, str) else None


def parse_pyproject(text: str) -> Pyproject:
    """What the text of pyproject.toml says; raises tomllib.TOMLDecodeError where it is none."""
    return Pyproject(tomllib.loads(text))


def additions(
    before: Pyproject, tables: AdoptedSettings, patterns: Patterns, *, extras: Collection[str]
) -> list[Addition]:
    """The tables in the order in which they are to stand."""
    own = list(_unfolded(("tool", "claimed"), _claimed(before, tables, patterns)))
    for kind, named in (("operators", tables.operators), ("grid-wrappers", tables.grid_wrappers)):
        lines = {key: table for key, table in sorted(named.items()) if _is_line(before, kind, key, table)}
        if lines:
            own.append(Addition(("tool", "claimed", kind), lines))
        for key, table in sorted(named.items()):
            if key not in lines:
                own.extend(_unfolded(("tool", "claimed", kind, key), table))
    return [*(_hatch(before, extras=extras) if before.backend == HATCHLING else ()), *own]


def _is_line(before: Pyproject, kind: str, key: str, table: Table) -> bool:
    """Whether a new table fits on one line below the header of its kind: it says no more than a name."""
    return set(table) == {"name"} and key not in _table(before.settings, kind)


def _unfolded(path: KeyPath, table: Table) -> Iterator[Addition]:
    """A table, and those within it as tables of their own, which read better than on one line."""
    inner = {key: value for key, value in table.items() if isinstance(value, Mapping)}
    plain = {key: value for key, value in table.items() if key not in inner}
    if plain or not inner:
        yield Addition(path, plain)
    for key, value in inner.items():
        yield Addition((*path, key), value)


def _hatch(before: Pyproject, *, extras: Collection[str]) -> Iterator[Addition]:
    """What lets hatchling find us.

    Where the line with the build requirements does not name us, it stays as it is: each target asks for us then.
    Hatch knows the target `claimed` only where no build hook makes it look before that is installed.
    """
    if any("hatch-claimed" in str(one) for one in _table(before.document, "build-system").get("requires", ())):
        yield Addition(_HOOK, {})
        return
    asks = {"dependencies": (requirement_of(extras=extras),)}
    yield Addition((*_TARGETS, "claimed"), asks)
    for target in ("sdist", "wheel"):
        yield Addition((*_TARGETS, target, "hooks", "claimed"), asks)


_TARGETS = ("tool", "hatch", "build", "targets")
_HOOK = ("tool", "hatch", "build", "hooks", "claimed")


def requirement_of(*, extras: Collection[str]) -> str:
    """What to install, for a project whose languages need these extras."""
    return f"hatch-claimed[{','.join(sorted(extras))}]" if extras else "hatch-claimed"


def new_project(name: str, tables: AdoptedSettings) -> list[Addition]:
    """A pyproject.toml for a repository that has none, up to its settings."""
    version = str(tables.project.get("version", FIRST_VERSION))
    return [
        Addition(("build-system",), {"requires": ("hatchling", "hatch-claimed"), "build-backend": HATCHLING}),
        Addition(
            ("project",),
            {
                "name": project_name(name),
                "version": version if _PEP_440.fullmatch(version) else FIRST_VERSION,
                "requires-python": ">=3.11",
            },
        ),
        Addition(_HOOK, {}),
    ]


def project_name(folder: str) -> str:
    """A legal project name nearest to a folder's."""
    return re.sub(r"[^a-z0-9]+", "-", folder.lower()).strip("-") or "operators"


def notes(before: Pyproject) -> Iterator[Note]:
    """What people must know of how the project is built."""
    if before.backend not in {None, HATCHLING}:
        text = f"is built by {before.backend}, which stays so: `hatch-claimed build` makes artifacts and images"
        yield Note(PYPROJECT, text)
    if before.version is None and "version" not in before.settings:
        yield Note(PYPROJECT, "`version` below [tool.claimed] is the tag of the images; keep it in step")


def _claimed(before: Pyproject, tables: AdoptedSettings, patterns: Patterns) -> Table:
    version = tables.project.get("version") or _version(before)
    values: dict[str, Toml | None] = {
        "repository": tables.project.get("repository"),
        "version": version if version != before.version else None,
        "include": patterns.include,
        "exclude": patterns.exclude,
    }
    rest = {key: value for key, value in tables.project.items() if key not in values}
    return without_empty({**values, **rest})


def _version(before: Pyproject) -> str | None:
    """A tag for the images, where a build would find none."""
    if before.version is not None or "version" in before.settings:
        return None
    version = tag_of(before.poetry_version or FIRST_VERSION)
    return version if TAG.holds(version) else FIRST_VERSION


def _table(document: Mapping[str, Any], *path: str) -> Mapping[str, Any]:
    table: object = document
    for key in path:
        table = table.get(key) if isinstance(table, dict) else None
    return table if isinstance(table, dict) else {}
