"""From what was found to the tables of `[tool.claimed]`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, cast

from hatch_claimed.adopt.declarations import Declaration, Note
from hatch_claimed.adopt.detection import DetectedOperator
from hatch_claimed.adopt.toml import Table, Toml, merged, plain, without_empty
from hatch_claimed.model import Finding
from hatch_claimed.settings.parse import SettingLocation, read_table
from hatch_claimed.settings.tables.claimed import ClaimedTable, OperatorTable
from hatch_claimed.settings.tables.grid_wrappers import GridWrapperTable
from hatch_claimed.settings.value_types import keys

_USUAL = ("repository", "version")
"""What a project says once, and an operator only where it is another one."""


@dataclass(frozen=True, slots=True)
class AdoptedSettings:
    """`[tool.claimed]` without its tables, those tables by their keys, and what could not be carried over."""

    project: Table
    operators: Mapping[str, Table]
    grid_wrappers: Mapping[str, Table]
    notes: tuple[Note, ...]


def gather(
    found: Sequence[DetectedOperator], declarations: Sequence[Declaration], repository: str | None
) -> AdoptedSettings:
    """What the found operators want. `repository` is what people asked for; it goes before all that was found."""
    notes: list[Note] = []
    by_script = {one.path: one for one in found}
    operators: dict[str, dict[str, Toml]] = {one.name: _files(one) for one in found}
    wrappers: dict[str, dict[str, Toml]] = {}
    for declaration in declarations:
        one = by_script.get(declaration.script)
        if one is None:
            continue
        own = _fitting(OperatorTable, declaration.operator, declaration.place, notes)
        operators[one.name] = _with_all_files(operators[one.name], own)
        if declaration.wrapper is not None:
            fitting = _fitting(GridWrapperTable, declaration.wrapper, declaration.place, notes)
            wrappers[one.name] = merged(wrappers.get(one.name, {}), fitting)
    for declaration in declarations:
        if one := by_script.get(declaration.script):
            operators[one.name] = merged(operators[one.name], declaration.defaults)
    if repository:
        operators = {name: {k: v for k, v in table.items() if k != "repository"} for name, table in operators.items()}
    project = without_empty({"repository": repository}) | _common(operators)
    names = {one.name: {"name": one.name} if one.is_chosen else {} for one in found}
    tables = {one.table_key or one.name: names[one.name] | _own(operators[one.name], project) for one in found}
    return AdoptedSettings(project, {key: table for key, table in tables.items() if table}, wrappers, tuple(notes))


def fitting_keys(table: type[Any]) -> frozenset[str]:
    """The keys that a table may hold."""
    return frozenset(key.name for key in keys(table))


def _files(one: DetectedOperator) -> dict[str, Toml]:
    return without_empty({"files": tuple(str(path) for path in one.files)})


def _with_all_files(first: dict[str, Toml], second: Table) -> dict[str, Toml]:
    """Two tables in one, with the files of both."""
    files = (*cast("Sequence[str]", first.get("files", ())), *cast("Sequence[str]", second.get("files", ())))
    both = merged(first, second)
    return both | without_empty({"files": tuple(dict.fromkeys(files))})


def _fitting(table: type[Any], declaration: Table, place: str, notes: list[Note]) -> dict[str, Toml]:
    """The part of a declaration that the settings can hold; the rest becomes notes."""
    known = fitting_keys(table)
    fitting: dict[str, Toml] = {}
    for key, value in declaration.items():
        if key not in known:
            continue
        findings: list[Finding] = []
        read_table(table, {key: plain(value)}, SettingLocation(place, {}, ()), findings)
        if findings:
            notes.append(Note(place, f"says something of `{key}` that cannot be taken over: {findings[0].message}"))
        else:
            fitting[key] = value
    if unknown := [f"`{key}`" for key in declaration if key not in known]:
        notes.append(Note(place, f"says {', '.join(unknown)}, for which there is no setting"))
    return fitting


def _common(operators: Mapping[str, Table]) -> dict[str, Toml]:
    """What the project says: the usual repository and version, and whatever all operators want alike."""
    tables = list(operators.values())
    common: dict[str, Toml] = {}
    for key in _USUAL:
        said = Counter(str(table[key]) for table in tables if key in table)
        if said:
            common[key] = said.most_common(1)[0][0]
    shared = fitting_keys(ClaimedTable) & fitting_keys(OperatorTable) - {*_USUAL, "files", "secrets"}
    for key in sorted(shared):
        if len(tables) > 1 and all(key in table and table[key] == tables[0].get(key) for table in tables):
            common[key] = tables[0][key]
    return common


def _own(table: Table, project: Table) -> dict[str, Toml]:
    return {key: value for key, value in table.items() if project.get(key) != value}


def declaring_places(declarations: Iterable[Declaration]) -> dict[PurePosixPath, str]:
    """The scripts that declarations are about, each with the first place that names it."""
    found: dict[PurePosixPath, str] = {}
    for declaration in declarations:
        found.setdefault(declaration.script, declaration.place)
    return found
