"""What a CWL workflow asks for in the place of a cluster's secrets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hatch_claimed.artifacts.cwl import Cwl, identifiers
from hatch_claimed.model import Component
from hatch_claimed.model.workflow import Workflow


@dataclass(frozen=True, slots=True)
class SecretInput:
    """An input of the workflow that holds one entry of a secret."""

    identifier: str
    type_: str
    description: str | None


def secret_inputs(workflow: Workflow, components: Mapping[str, Component]) -> dict[tuple[str, str], SecretInput]:
    """The inputs by the name of the secret and its key: steps that take the same entry share one.

    They are called after the first parameter that takes it.
    """
    taken = {
        *(one.name for one in workflow.inputs),
        *(one.name for one in workflow.steps),
        *(one.name for one in workflow.outputs),
    }
    found: dict[tuple[str, str], SecretInput] = {}
    for component in (components[step.component] for step in workflow.steps):
        inputs = {one.id: one for one in Cwl().inputs(component)} if component.deployment.secrets else {}
        for secret in component.deployment.secrets:
            if (secret.name, secret.key) not in found:
                identifier = identifiers(component)[secret.parameter]
                own = inputs[identifier]
                while identifier in taken:
                    identifier += "_"
                taken.add(identifier)
                found[secret.name, secret.key] = SecretInput(identifier, str(own.type_), own.doc)
    return found
