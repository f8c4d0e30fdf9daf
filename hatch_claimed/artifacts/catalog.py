"""`catalog.json`: what a project offers, for people and programs that look for an operator."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from hatch_claimed.artifacts.image.context import context_path
from hatch_claimed.artifacts.registry import ARTIFACTS
from hatch_claimed.model import File, Operator, Output, Parameter, Project

CATALOG_FILE = PurePosixPath("catalog.json")


def catalog_file(project: Project, digests: Mapping[str, str] | None = None) -> File:
    """The catalogue; `digests` holds the digest of each built image by operator name."""
    document = {"operators": [_operator(operator, digests or {}) for operator in project.operators]}
    text = json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    return File(path=CATALOG_FILE, content=text.encode(errors="replace"))


def _operator(operator: Operator, digests: Mapping[str, str]) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "name": operator.name,
        "path": str(operator.path),
        "kind": operator.kind,
        "image": operator.image.reference,
        "description": operator.description,
        "inputs": [_input(parameter) for parameter in operator.parameters],
        "outputs": [_output(output) for output in operator.outputs],
        "requirements": [requirement.text for requirement in operator.interface.requirements],
        "artifacts": {
            **{artifact.name: str(artifact.path(operator)) for artifact in ARTIFACTS},
            "context": str(context_path(operator)),
        },
    }
    if operator.name in digests:
        entry["digest"] = digests[operator.name]
    return entry


def _input(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "type": parameter.type,
        "default": parameter.json_default,
        "required": parameter.required,
        "description": parameter.description,
        "line": parameter.line,
        "cell": parameter.cell,
    }


def _output(output: Output) -> dict[str, Any]:
    return {"name": output.name, "line": output.line, "cell": output.cell}
