"""Kubeflow Pipelines: one component file that the SDKs 1.8 and 2.x both load."""

from __future__ import annotations

import math
from pathlib import PurePosixPath

from hatch_claimed.artifacts.artifact import ENTRY_POINT
from hatch_claimed.artifacts.deploy.given import given_parameters
from hatch_claimed.artifacts.document import Yaml
from hatch_claimed.artifacts.yaml import dump
from hatch_claimed.model import Component, Output, Parameter

EXACT_INTEGER = 2**53
"""KFP 2 carries numbers as 64-bit floats: integers beyond this one would arrive changed."""


class Kfp:
    """Renders `example_script.yaml`. Values travel on the command line, outputs as the paths that KFP gives.

    Parameters from secrets are no inputs: the pod has them as variables, which a pipeline sees to.
    """

    name = "kfp"

    def path(self, component: Component) -> PurePosixPath:
        """Where the file lies, relative to the project's artifact folder."""
        return PurePosixPath(component.name, f"{component.stem}.yaml")

    def render(self, component: Component) -> bytes:
        """The component as YAML."""
        document: dict[str, Yaml] = {"name": component.name}
        if component.description:
            document["description"] = component.description
        document["inputs"] = [_input(parameter) for parameter in given_parameters(component)]
        if component.outputs:
            document["outputs"] = [_output(output) for output in component.outputs]
        document["implementation"] = {
            "container": {
                "image": component.image.name,
                "command": [ENTRY_POINT],
                "args": [
                    *(
                        argument
                        for parameter in given_parameters(component)
                        for argument in _input_arguments(parameter)
                    ),
                    *(argument for output in component.outputs for argument in _output_arguments(output)),
                ],
            }
        }
        return dump(document)


def _input(parameter: Parameter) -> Yaml:
    described: dict[str, Yaml] = {"name": parameter.name, "type": parameter.type}
    if parameter.description:
        described["description"] = parameter.description
    default = carried_default(parameter)
    if default is not None:
        described["default"] = default
    elif not parameter.required:
        described["optional"] = True
    return described


def carried_default(parameter: Parameter) -> str | None:
    """The default as text, which both SDKs want, or None where KFP 2 cannot carry it.

    Without a default the input is optional and not passed on, and the script applies the value that it holds itself.
    """
    value = parameter.default
    inexact = isinstance(value, int) and abs(value) > EXACT_INTEGER
    endless = isinstance(value, float) and not math.isfinite(value)
    return None if inexact or endless else parameter.default_text


def _input_arguments(parameter: Parameter) -> list[Yaml]:
    arguments: list[Yaml] = [f"--{parameter.name}", {"inputValue": parameter.name}]
    if parameter.required or carried_default(parameter) is not None:
        return arguments
    return [{"if": {"cond": {"isPresent": parameter.name}, "then": arguments}}]


def _output(output: Output) -> Yaml:
    # A parameter type: values of artifact types do not come back from KFP's local runner.
    described: dict[str, Yaml] = {"name": output.name, "type": "String"}
    if output.description:
        described["description"] = output.description
    return described


def _output_arguments(output: Output) -> list[Yaml]:
    return [f"--{output.name}", {"outputPath": output.name}]
