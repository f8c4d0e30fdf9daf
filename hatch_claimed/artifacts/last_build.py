"""What stays of the last build when only a few operators are built: their artifacts, and what is told of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import PurePosixPath
from typing import Any

from hatch_claimed.artifacts.bake import BAKE_FILE
from hatch_claimed.artifacts.catalog import CATALOG_FILE
from hatch_claimed.artifacts.deploy.kfp import SETTINGS_FILE
from hatch_claimed.artifacts.image.context import context_path
from hatch_claimed.artifacts.json_file import json_file
from hatch_claimed.artifacts.release import RELEASE_FILE
from hatch_claimed.model import File, Project, Published

_WORKFLOWS = PurePosixPath("workflows")


@dataclass(frozen=True, slots=True)
class LastBuild:
    """The files that the last build wrote and that are still there, and the images that it recorded."""

    files: Mapping[PurePosixPath, File] = field(default_factory=dict)
    images: Mapping[str, Published] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KeptArtifacts:
    """The last build, seen from a build of `project`, which holds only what is built now.

    What is broken now is told of no more, though its files stay.
    """

    last: LastBuild
    project: Project

    @property
    def files(self) -> tuple[File, ...]:
        """The files that stay as they are, and a release without the images that are made anew."""
        own = [context_path(one).parent for one in self.project.components]
        own += [_WORKFLOWS / one.name for one in self.project.workflows]
        summaries = {CATALOG_FILE, BAKE_FILE, RELEASE_FILE, SETTINGS_FILE}
        stay = [
            file
            for path, file in self.last.files.items()
            if path not in summaries and not any(path.is_relative_to(folder) for folder in own)
        ]
        return (*stay, *self._release())

    @property
    def images(self) -> Mapping[str, Published]:
        """The images that stay."""
        gone = self._components_gone
        return {name: image for name, image in self.last.images.items() if name not in gone}

    def with_kept(self, file: File) -> File:
        """A file of this build; where it tells of the whole project, with what the last build told of the others."""
        merge = {CATALOG_FILE: self._catalog, BAKE_FILE: self._bake, RELEASE_FILE: self._images}.get(file.path)
        old = self._old(file.path)
        if merge is None or old is None:
            return file
        try:
            return json_file(file.path, merge(json.loads(file.content), old))
        except (KeyError, TypeError, AttributeError):
            # whatever wrote the old one, it was no build of ours
            return file

    def _old(self, path: PurePosixPath) -> Any:
        try:
            return json.loads(self.last.files[path].content) if path in self.last.files else None
        except ValueError:
            return None

    @property
    def _components_gone(self) -> frozenset[str]:
        return self.project.broken_component_names.union(one.name for one in self.project.components)

    def _catalog(self, new: dict[str, Any], old: dict[str, Any]) -> dict[str, Any]:
        broken = (one.name for one in self.project.broken if one.kind == "workflow")
        workflows = frozenset((*broken, *(one.name for one in self.project.workflows)))
        kinds = (
            ("operators", self._components_gone),
            ("grid_wrappers", self._components_gone),
            ("workflows", workflows),
        )
        return {**new, **{key: _joined(new[key], old.get(key, ()), gone) for key, gone in kinds}}

    def _bake(self, new: dict[str, Any], old: dict[str, Any]) -> dict[str, Any]:
        stay = {name: target for name, target in old["target"].items() if name not in self._components_gone}
        targets = dict(sorted({**stay, **new["target"]}.items()))
        group = {} if "default" in targets else {"group": {"default": {"targets": list(targets)}}}
        return {**group, "target": targets}

    def _images(self, new: dict[str, Any], old: dict[str, Any]) -> dict[str, Any]:
        return {**new, "images": _joined(new["images"], old["images"], self._components_gone)}

    def _release(self) -> Iterator[File]:
        """The old release, where there is none of this build."""
        old = self._old(RELEASE_FILE)
        try:
            left = self._images({**old, "images": []}, old) if old else {}
        except (KeyError, TypeError):
            return
        if left.get("images"):
            yield json_file(RELEASE_FILE, left)


def _joined(new: list[dict[str, Any]], old: list[dict[str, Any]], gone: frozenset[str]) -> list[dict[str, Any]]:
    return sorted([*(one for one in old if one["name"] not in gone), *new], key=itemgetter("name"))
