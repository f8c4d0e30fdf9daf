"""`docker-bake.json`: every image of a project for one `docker buildx bake`."""

from __future__ import annotations

import json
from pathlib import PurePosixPath
from typing import Any

from hatch_claimed.artifacts.image.context import context_path
from hatch_claimed.model import Component, File, Project

BAKE_FILE = PurePosixPath("docker-bake.json")


def bake_file(project: Project) -> File:
    """The bake file. Contexts are relative to where bake is run: the folder that `project.output` is seen from.

    The group of all targets is what bake builds unless told otherwise. It goes by a name that an operator may have,
    and bake would then take the group for the operator.
    """
    names = [component.name for component in project.components]
    document = {
        **({} if "default" in names else {"group": {"default": {"targets": names}}}),
        "target": {component.name: _target(component, project) for component in project.components},
    }
    return File(path=BAKE_FILE, content=(json.dumps(document, indent=2, ensure_ascii=False) + "\n").encode())


def _target(component: Component, project: Project) -> dict[str, Any]:
    labels = {
        "org.opencontainers.image.title": component.name,
        "org.opencontainers.image.description": component.description,
        "org.opencontainers.image.version": component.image.reference.rpartition(":")[2],
    }
    return {
        "context": literal(str(project.output / context_path(component))),
        "dockerfile": "Dockerfile",
        "tags": [component.image.reference],
        "platforms": list(component.image.platforms),
        "args": {"SOURCE_DATE_EPOCH": "0"},
        "labels": {name: literal(text) for name, text in labels.items() if text},
        # zstd halves the time of the export; `--push` adds its part, `--load` replaces it
        "output": ["type=image,oci-mediatypes=true,compression=zstd"],
        # an attestation carries the time of the build
        "attest": ["type=provenance,disabled=true"],
    }


def literal(text: str) -> str:
    """Text as bake reads it back unchanged: every string of a bake file is a template, even in JSON."""
    return text.replace("${", "$${").replace("%{", "%%{")
