"""Where the settings of build backends say that a project's packages lie."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from hatch_claimed.system.tree import stays_below

USUAL = (PurePosixPath(), PurePosixPath("src"))


def package_folders(document: Mapping[str, Any]) -> tuple[PurePosixPath, ...]:
    """The folders in which modules of a project are looked for: its root, `src`, and what pyproject.toml says."""
    found = (PurePosixPath(text) for text in _said(_table(document, "tool")) if stays_below(text))
    return tuple(dict.fromkeys((*USUAL, *found)))


def _said(tool: Mapping[str, Any]) -> Iterator[str]:
    yield from _hatch(_table(tool, "hatch", "build"))
    yield from _hatch(_table(tool, "hatch", "build", "targets", "wheel"))
    setuptools = _table(tool, "setuptools")
    yield from _texts(_table(setuptools, "packages", "find").get("where"))
    for name, folder in _table(setuptools, "package-dir").items():
        yield from _texts([folder] if name == "" else list(_around(folder, str(name))))
    poetry = _table(tool, "poetry").get("packages")
    yield from _texts([one.get("from") for one in poetry if isinstance(one, dict)] if isinstance(poetry, list) else [])
    yield from _texts([_table(tool, "pdm", "build").get("package-dir")])
    yield from _texts([_table(tool, "uv", "build-backend").get("module-root")])
    yield from _texts([_table(tool, "maturin").get("python-source")])
    for package in _texts(_table(tool, "scikit-build", "wheel").get("packages")):
        yield str(PurePosixPath(package).parent)


def _hatch(build: Mapping[str, Any]) -> Iterator[str]:
    for key in ("packages", "only-include"):
        yield from (str(PurePosixPath(package).parent) for package in _texts(build.get(key)))
    yield from _texts(build.get("dev-mode-dirs"))
    sources = build.get("sources")
    if isinstance(sources, dict):
        for folder, name in sources.items():
            yield from [folder] if name == "" else _around(folder, str(name))
    else:
        yield from _texts(sources)


def _around(folder: object, name: str) -> Iterator[str]:
    """The folder that holds a package, where the package is called like its own folder."""
    if isinstance(folder, str) and PurePosixPath(folder).parts[-name.count(".") - 1 :] == tuple(name.split(".")):
        yield str(PurePosixPath(*PurePosixPath(folder).parts[: -name.count(".") - 1]))


def _table(table: Mapping[str, Any], *keys: str) -> Mapping[str, Any]:
    for key in keys:
        inner = table.get(key)
        table = inner if isinstance(inner, dict) else {}
    return table


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, list):
        yield from (one for one in value if isinstance(one, str))
