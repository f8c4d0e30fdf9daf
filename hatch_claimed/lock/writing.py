"""A lock as a TOML document: sorted, one thing a line, so that few lines change when few things do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import tomlkit
from tomlkit.items import AoT, Array, Table

from hatch_claimed.lock.model import FORMAT, Base, Environment, Installer, Lock, Package, RPackages, System

_HEADER = "Made by `hatch-claimed lock`, which also brings it up to date. Commit it, and do not edit it."

Value = str | int | Array | Table | AoT


def text_of(lock: Lock) -> str:
    """The lock as text."""
    document = tomlkit.document()
    document.add(tomlkit.comment(_HEADER))
    _fill(document, {"version": FORMAT, "tool": lock.tool, "made-from": lock.made_from})
    if lock.installer:
        document["installer"] = _installer(lock.installer)
    for name, tables in _tables(lock):
        if tables:
            array = tomlkit.aot()
            for table in tables:
                array.append(table)
            document[name] = array
    return tomlkit.dumps(document)


def _tables(lock: Lock) -> Iterator[tuple[str, list[Table]]]:
    yield "base", [_base(one) for one in sorted(lock.bases, key=lambda one: one.image)]
    yield "environment", [_environment(one) for one in sorted(lock.environments, key=_place)]
    systems = sorted(lock.system, key=lambda one: (one.operators, one.platform, one.base, one.manager, one.lines))
    yield "system", [_system(one) for one in systems]
    yield "r", [_r(one) for one in sorted(lock.r, key=lambda one: (one.operators, one.repository, one.packages))]


def _place(environment: Environment) -> tuple[tuple[str, ...], str, str]:
    """By operators, so that a block stays where it is when its requirements change."""
    return environment.operators, environment.platform, environment.id


def _installer(installer: Installer) -> Table:
    rows = tomlkit.aot()
    for wheels in sorted(installer.wheels, key=lambda one: one.target):
        rows.append(_table({"target": wheels.target, "hashes": _lines(wheels.hashes)}))
    return _table({"name": "uv", "version": installer.version, **({"wheels": rows} if installer.wheels else {})})


def _base(base: Base) -> Table:
    table = _table({"image": base.image, "digest": base.digest, **_optional("python", base.python)})
    table["platforms"] = _table({name: base.platforms[name] for name in sorted(base.platforms)})
    return table


def _environment(environment: Environment) -> Table:
    table = _table(
        {
            "id": environment.id,
            "platform": environment.platform,
            "target": environment.target,
            "python": environment.python,
            "operators": _lines(environment.operators),
            "requirements": _lines(environment.requirements),
            **({"options": _lines(environment.options)} if environment.options else {}),
        }
    )
    _add_all(table, "file", (_table({"path": one.path, "sha256": one.sha256}) for one in environment.files))
    _add_all(table, "package", (_package(one) for one in environment.packages))
    return table


def _package(package: Package) -> Table:
    values: dict[str, Value] = {"name": package.name}
    for key, value in (("version", package.version), ("url", package.url), ("commit", package.commit)):
        values.update(_optional(key, value))
    if package.hashes:
        values["hashes"] = _lines(package.hashes)
    return _table(values)


def _system(system: System) -> Table:
    table = _table(
        {
            "base": system.base,
            "platform": system.platform,
            "manager": system.manager,
            "operators": _lines(system.operators),
            "lines": _lines(system.lines),
        }
    )
    _add_all(
        table,
        "package",
        (_table({"name": one.name, **_optional("version", one.version)}) for one in system.packages),
    )
    return table


def _r(packages: RPackages) -> Table:
    return _table(
        {
            "repository": packages.repository,
            "operators": _lines(packages.operators),
            "packages": _lines(packages.packages),
        }
    )


def _add_all(table: Table, name: str, tables: Iterable[Table]) -> None:
    array = tomlkit.aot()
    for one in tables:
        array.append(one)
    if len(array):
        table[name] = array


def _table(values: Mapping[str, Value]) -> Table:
    table = tomlkit.table()
    _fill(table, values)
    return table


def _fill(table: tomlkit.TOMLDocument | Table, values: Mapping[str, Value]) -> None:
    for key, value in values.items():
        table.add(key, value)


def _optional(key: str, value: str | None) -> dict[str, Value]:
    return {} if value is None else {key: value}


def _lines(texts: Iterable[str]) -> Array:
    """An array with each text on a line of its own."""
    array = tomlkit.array()
    for text in texts:
        array.append(text)
    return array.multiline(multiline=True) if len(array) else array
