"""Kubeflow components that C3 wrote beside its scripts: the repository and the tag of the image that people use."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from hatch_claimed.adopt.declarations import Declaration, Declarations
from hatch_claimed.adopt.jobs import image_settings, script_of
from hatch_claimed.system.tree import Tree

PATTERN = "**/*.y*ml"
_MARKS = (b"implementation:", b"claimed-")
"""What is in each of them; so few other files need to be parsed."""


def components(tree: Tree) -> Declarations:
    """What the components of all scripts say. Those of other images are other people's."""
    return Declarations.of(_of_file(tree, path) for path in tree.glob(PATTERN) if ".job." not in path.name)


def _of_file(tree: Tree, path: PurePosixPath) -> Declarations:
    content = tree.try_read(path) or b""
    if not all(mark in content for mark in _MARKS):
        return Declarations()
    settings = image_settings(_container(content))
    script = script_of(tree, path, path.stem) if settings else None
    if script is None:
        return Declarations()
    return Declarations((Declaration(place=str(path), script=script, operator=settings),))


def _container(content: bytes) -> Mapping[str, Any]:
    """The container of a component; empty for what is none."""
    import yaml

    try:
        table: Any = yaml.safe_load(content)
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    for key in ("implementation", "container"):
        table = table.get(key) if isinstance(table, dict) else None
    return table if isinstance(table, dict) else {}
