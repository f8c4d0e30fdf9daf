"""`release.json`: everything that one build published, for those who deploy it and for those who audit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from hatch_claimed.artifacts.json_file import json_file
from hatch_claimed.model import Component, File, Project, Published

RELEASE_FILE = PurePosixPath("release.json")


@dataclass(frozen=True, slots=True)
class SourceRevision:
    """Where a project's files come from: the revision, and whether files differ from it."""

    revision: str
    changed: bool


def release_file(
    project: Project,
    published: Mapping[str, Published],
    hashes: Mapping[str, str],
    lock: str | None,
    source: SourceRevision | None,
) -> File:
    """The release: no times, so that equal builds give equal files. `lock` is the SHA-256 of claimed.lock."""
    images = [_image(one, published[one.name], hashes[one.name]) for one in project.components if one.name in published]
    document = {
        "project": project.name,
        "version": project.version,
        "source": {"revision": source.revision, "changed": source.changed} if source else None,
        "lock": lock,
        "images": images,
    }
    return json_file(RELEASE_FILE, document)


def _image(component: Component, published: Published, input_hash: str) -> dict[str, Any]:
    return {
        "name": component.name,
        "image": component.image.reference,
        "digest": published.digest,
        "platforms": dict(sorted(published.platforms.items())),
        "input": input_hash,
        "mode": component.image.mode,
    }
