"""`catalog.json`: what a project offers, for people and programs that look for an operator."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from hatch_claimed.artifacts.image.context import context_path
from hatch_claimed.artifacts.json_file import json_file
from hatch_claimed.artifacts.registry import ARTIFACTS
from hatch_claimed.model import Component, File, GridWrapper, Output, Parameter, Project, Published
from hatch_claimed.model.deployment import Secret
from hatch_claimed.model.secrets.defaults import is_hidden_default

CATALOG_FILE = PurePosixPath("catalog.json")


def catalog_file(project: Project, published: Mapping[str, Published] | None = None) -> File:
    """The catalogue; `published` holds each built image by the name of its operator or grid wrapper."""
    known = published or {}
    document = {
        "operators": [_component(operator, known) for operator in project.operators],
        "grid_wrappers": [_component(wrapper, known) | _grid(wrapper) for wrapper in project.grid_wrappers],
        "workflows": _workflows(project),
        **({"broken": [one.document for one in project.broken]} if project.broken else {}),
    }
    return json_file(CATALOG_FILE, document)


def _workflows(project: Project) -> list[dict[str, Any]]:
    if not project.workflows:
        return []
    from hatch_claimed.artifacts.workflows.catalog import described

    return [described(workflow) for workflow in project.workflows]


def _grid(wrapper: GridWrapper) -> dict[str, Any]:
    return {
        "operator": wrapper.operator.name,
        "backend": None if wrapper.indexed else wrapper.backend,
        "process": wrapper.process,
        "bindings": {name: None if is_hidden_default(name, text) else text for name, text in wrapper.bindings},
        "parallelism": wrapper.parallelism,
    }


def _component(component: Component, published: Mapping[str, Published]) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "name": component.name,
        "path": str(component.path),
        "kind": component.kind,
        "image": component.image.reference,
        "description": component.description,
        "inputs": [_input(one, component.deployment.secret(one.name)) for one in component.parameters],
        "outputs": [_output(output) for output in component.outputs],
        "requirements": [requirement.text for requirement in component.requirements],
        "modules": [str(file.path) for file in component.modules],
        "artifacts": {
            **{artifact.name: str(artifact.path(component)) for artifact in ARTIFACTS},
            "context": str(context_path(component)),
        },
    }
    if component.name in published:
        image = published[component.name]
        entry |= {"digest": image.digest, "platforms": dict(sorted(image.platforms.items()))}
    return entry


def _input(parameter: Parameter, secret: Secret | None) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "type": parameter.type,
        "default": None if secret or is_hidden_default(parameter.name, parameter.default) else parameter.json_default,
        "required": parameter.required,
        "description": parameter.description,
        "line": parameter.line,
        "cell": parameter.cell,
        **({"choices": list(parameter.choices)} if parameter.choices else {}),
        **({"secret": {"name": secret.name, "key": secret.key}} if secret else {}),
    }


def _output(output: Output) -> dict[str, Any]:
    return {"name": output.name, "line": output.line, "cell": output.cell}
