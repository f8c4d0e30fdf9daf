"""Kubeflow Pipelines: one component file that the SDKs 1.8 and 2.x both load."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass

from hatch_claimed.artifacts.artifact import ENTRY_POINT, Artifact
from hatch_claimed.artifacts.deploy.parameters import given_parameters
from hatch_claimed.artifacts.document import Yaml
from hatch_claimed.artifacts.yaml import dump
from hatch_claimed.model import Component, Output, Parameter

TEXT_OUTPUTS = "CLAIMED_TEXT_OUTPUTS"
"""The variable by which launchers know the outputs that Kubeflow hands on as texts; only so much is one argument."""

EXACT_INTEGER = 2**53
"""KFP 2 carries numbers as 64-bit floats: integers beyond this one would arrive changed."""

# becomes the launcher; where a cluster leaves the place of the metadata open, it needs no telling
_TELL = 'case $1 in /*) mkdir -p "${1%/*}" && printf %s "$2" >"$1" ;; esac; shift 2; exec "$0" "$@"'


@dataclass(frozen=True, slots=True)
class FileTransfers:
    """Parameters `taken` from other steps as files, and outputs `given` to them as files.

    KFP 2 passes files only between `artifacts`; KFP 1.8 makes a file of whatever a step takes by its path.
    """

    taken: frozenset[str] = frozenset()
    given: frozenset[str] = frozenset()
    artifacts: bool = True

    def __bool__(self) -> bool:
        """Whether there are any for which the component must differ from the operator's own."""
        return bool(self.taken or self.given)


class Kfp(Artifact):
    """Renders `example_script.yaml`. Values travel on the command line, outputs as the paths that KFP gives.

    Parameters from secrets are no inputs: the pod has them as variables, which a pipeline sees to.
    """

    name = "kfp"
    suffix = ".yaml"

    def render(self, component: Component) -> bytes:
        """The component as YAML."""
        return component_yaml(component, FileTransfers())


def component_yaml(component: Component, files: FileTransfers) -> bytes:
    """The component as YAML, with `files` that pass from and to other steps by path, whatever their size."""
    document: dict[str, Yaml] = {"name": component.name}
    if component.description:
        document["description"] = component.description
    document["inputs"] = [_input(parameter, files) for parameter in given_parameters(component)]
    if component.outputs:
        document["outputs"] = [_output(output, files) for output in component.outputs]
    document["implementation"] = {"container": _container(component, files)}
    return dump(document)


def _container(component: Component, files: FileTransfers) -> dict[str, Yaml]:
    told = [one.name for one in component.outputs if files.artifacts and one.name in files.given]
    container: dict[str, Yaml] = {
        "image": component.image.pinned,
        "command": ["sh", "-c", _TELL, ENTRY_POINT] if told else [ENTRY_POINT],
        "args": [
            *(_told(told) if told else ()),
            *(word for one in given_parameters(component) for word in _input_arguments(one, files)),
            *(word for one in component.outputs for word in _output_arguments(one)),
        ],
    }
    texts = [one.name for one in component.outputs if one.name not in files.given]
    if texts:
        container["env"] = {TEXT_OUTPUTS: " ".join(texts)}
    return container


def _told(outputs: list[str]) -> tuple[str, str]:
    """Where the step's metadata goes, and what it is: KFP's local runner knows of no artifact that is not in it.

    Components that are written in Python tell of theirs in the same way (`kfp.dsl.executor`).
    """
    places = {name: f"{{{{$.outputs.artifacts['{kfp_2_name(name)}'].uri}}}}" for name in outputs}
    artifacts = {
        kfp_2_name(name): {"artifacts": [{"name": kfp_2_name(name), "uri": place}]} for name, place in places.items()
    }
    return "{{$.outputs.output_file}}", json.dumps({"artifacts": artifacts})


def kfp_2_name(name: str) -> str:
    """What KFP 2 makes of the name of an input or output."""
    return name.lower().strip("_")


def _input(parameter: Parameter, files: FileTransfers) -> Yaml:
    is_file = files.artifacts and parameter.name in files.taken
    described: dict[str, Yaml] = {"name": parameter.name, "type": "Artifact" if is_file else parameter.type}
    if parameter.noted_description:
        described["description"] = parameter.noted_description
    if parameter.name in files.taken:
        return described
    default = carried_default(parameter)
    if default is not None:
        described["default"] = default
    elif not parameter.required:
        described["optional"] = True
    return described


def carried_default(parameter: Parameter) -> str | None:
    """The default as text, which both SDKs want, or None where KFP 2 cannot carry it, or where it is a secret.

    Without a default the input is optional and not passed on, and the script applies the value that it holds itself.
    """
    value = parameter.open_default
    inexact = isinstance(value, int) and abs(value) > EXACT_INTEGER
    endless = isinstance(value, float) and not math.isfinite(value)
    return None if value is None or inexact or endless else parameter.default_text


def _input_arguments(parameter: Parameter, files: FileTransfers) -> list[Yaml]:
    if parameter.name in files.taken:
        return [f"--{parameter.name}", {"inputPath": parameter.name}]
    arguments: list[Yaml] = [f"--{parameter.name}", {"inputValue": parameter.name}]
    if parameter.required or carried_default(parameter) is not None:
        return arguments
    return [{"if": {"cond": {"isPresent": parameter.name}, "then": arguments}}]


def _output(output: Output, files: FileTransfers) -> Yaml:
    # else a parameter type: values of artifact types do not come back from KFP's local runner
    is_file = files.artifacts and output.name in files.given
    described: dict[str, Yaml] = {"name": output.name, "type": "Artifact" if is_file else "String"}
    if output.description:
        described["description"] = output.description
    return described


def _output_arguments(output: Output) -> list[Yaml]:
    return [f"--{output.name}", {"outputPath": output.name}]
