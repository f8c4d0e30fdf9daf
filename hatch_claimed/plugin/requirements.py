"""The optional libraries that a project's scripts call for, so that a build installs no others."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import requires
from pathlib import Path

from packaging.markers import Marker
from packaging.requirements import Requirement

from hatch_claimed.errors import ClaimedError
from hatch_claimed.planning.project import read_project
from hatch_claimed.settings.load import resolve
from hatch_claimed.sources.discover import discover
from hatch_claimed.system.tree import Tree


def extra_requirements(root: Path, environment: Mapping[str, str]) -> list[str]:
    """Requirements for the build environment: what the languages of the scripts must be read with.

    An unpacked sdist and an installation read no scripts. A broken manifest asks for nothing: the build reports it.
    """
    if (root / "PKG-INFO").is_file() or "PIP_BUILD_TRACKER" in environment:
        return []
    try:
        settings, _ = resolve(read_project(root), "0")
    except ClaimedError:
        return []
    scripts = discover(settings, Tree(root)).scripts
    extras = sorted({script.language.extra for script in scripts if script.language.extra})
    return [requirement for extra in extras for requirement in _extra(extra)]


def _extra(name: str) -> list[str]:
    """What our own distribution declares for an extra."""
    declared = [Requirement(text) for text in requires("hatch-claimed") or ()]
    return [f"{one.name}{one.specifier}" for one in declared if one.marker and _only_for(one.marker, name)]


def _only_for(marker: Marker, extra: str) -> bool:
    return marker.evaluate({"extra": extra}) and not marker.evaluate({"extra": ""})
