"""Kubeflow pipelines as Python source: one for KFP 2, and one for KFP 1.8, which makes Argo and Tekton YAML."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path, PurePosixPath

from hatch_claimed.artifacts.deploy.kfp import function_name, kfp_calls
from hatch_claimed.artifacts.kfp import FileTransfers, Kfp, component_yaml, kfp_2_name
from hatch_claimed.artifacts.rendering import render
from hatch_claimed.model import Component
from hatch_claimed.model.scalars import ParameterType
from hatch_claimed.model.workflow import Constant, FromInput, FromStep, Step, Workflow, WorkflowInput

FOLDER = PurePosixPath("workflows")
"""Where the files of workflows lie, in the artifact folder."""

_TEMPLATES = Path(__file__).parent / "templates"
_TYPES: dict[ParameterType, str] = {"String": "str", "Integer": "int", "Float": "float", "Boolean": "bool"}
_TAKEN = frozenset(
    {
        "ARTIFACTS",
        "NamedTuple",
        "List",
        "Path",
        "V1EnvVar",
        "V1EnvVarSource",
        "V1SecretKeySelector",
        "compiler",
        "components",
        "dsl",
        "kfp_settings",
        "range",
        "str",
        "sys",
    }
)


@dataclass(frozen=True, slots=True)
class Sdk:
    """A generation of Kubeflow's SDK: how its sources are called, and what it calls inputs and outputs."""

    number: int
    suffix: str

    def input(self, name: str) -> str:
        """What an input of a loaded component is called."""
        return re.sub("_+", "_", kfp_2_name(name)) if self.number == 1 else kfp_2_name(name)

    def output(self, name: str) -> str:
        """What an output of a loaded component is called."""
        return name if self.number == 1 else kfp_2_name(name)

    def files(self, step: Step, workflow: Workflow) -> FileTransfers:
        """What of a step passes as a file."""
        taken = frozenset(
            one.parameter
            for one in step.bindings
            if isinstance(one.origin, FromStep) and workflow.hands_on_a_file(one.origin)
        )
        return FileTransfers(taken, frozenset(step.files), artifacts=self.number > 1)


KFP_1 = Sdk(1, "_v1")
KFP_2 = Sdk(2, "")


def step_components(
    workflow: Workflow, components: Mapping[str, Component], sdk: Sdk
) -> Iterator[tuple[PurePosixPath, bytes]]:
    """Components of the steps that take files or hand them on, each with its place in the artifact folder."""
    for step in workflow.steps:
        files = sdk.files(step, workflow)
        if files:
            yield _step_path(step, workflow, sdk), component_yaml(components[step.component], files)


def _step_path(step: Step, workflow: Workflow, sdk: Sdk) -> PurePosixPath:
    return FOLDER / workflow.name / f"{step.name}{sdk.suffix}.yaml"


def pipeline_module(workflow: Workflow, components: Mapping[str, Component], sdk: Sdk) -> bytes:
    """A module with the pipeline. Run as a program, it compiles it."""
    names = _Names(workflow)
    used = dict.fromkeys(step.component for step in workflow.steps)
    given = sorted(workflow.inputs, key=lambda one: one.default is not None)
    return render(
        _TEMPLATES,
        "pipeline.py.j2",
        v1=sdk.number == 1,
        name=workflow.name,
        function=names.function,
        stem=workflow.stem,
        description=workflow.description,
        components=[*_loaded(workflow, components, names, sdk)],
        inputs=[_input(one, sdk) for one in given],
        blocks=[*_blocks(workflow, components, names, sdk)],
        secrets=any(components[one].deployment.secrets for one in used),
        settings=any(kfp_calls(components[one].deployment) for one in used),
        outputs=[
            {
                "name": one.name,
                "is_file": workflow.hands_on_a_file(one.origin),
                "many": one.many,
                "value": {"variable": names.task(one.origin.step), "key": sdk.output(one.origin.output)},
            }
            for one in workflow.outputs
        ],
    )


class _Names:
    """Variables of the module, none of which is called like an input."""

    def __init__(self, workflow: Workflow) -> None:
        self._taken = {*(one.name for one in workflow.inputs), *_TAKEN}
        self.function = self._free(workflow.stem)
        self._taken.add(self.function)
        self._operators = {self.component(step.component) for step in workflow.steps}

    def component(self, name: str) -> str:
        """An operator."""
        return self._free(name.replace("-", "_").upper())

    def own(self, step: Step) -> str:
        """The component that is a step's own."""
        name = self._free(f"{step.name.replace('-', '_').upper()}_STEP")
        while name in self._operators:
            name += "_"
        return name

    def task(self, step: str) -> str:
        """What a step is in the pipeline."""
        return self._free(f"{step.replace('-', '_')}_task")

    def element(self, loop: str) -> str:
        """One element of the list that steps run over."""
        return self._free(f"{loop.replace('-', '_')}_item")

    def _free(self, name: str) -> str:
        name = f"_{name}" if name[0].isdigit() else name
        while name in self._taken or keyword.iskeyword(name):
            name += "_"
        return name


def _input(one: WorkflowInput, sdk: Sdk) -> dict[str, object]:
    kind = _TYPES[one.type]
    if one.many:
        kind = "list" if sdk.number == 1 else f"List[{kind}]"
    default = list(one.default) if isinstance(one.default, tuple) else one.default
    return {"name": one.name, "type": kind, "required": one.default is None, "default": default}


def _loaded(
    workflow: Workflow, components: Mapping[str, Component], names: _Names, sdk: Sdk
) -> Iterator[dict[str, object]]:
    """The components that a pipeline loads: of operators, then those of steps that have their own."""
    own = [step for step in workflow.steps if sdk.files(step, workflow)]
    for name in dict.fromkeys(step.component for step in workflow.steps if step not in own):
        yield {"variable": names.component(name), "path": Kfp().path(components[name]).parts}
    for step in own:
        yield {"variable": names.own(step), "path": _step_path(step, workflow, sdk).parts}


def _blocks(
    workflow: Workflow, components: Mapping[str, Component], names: _Names, sdk: Sdk
) -> Iterator[dict[str, object]]:
    """Each loop with its steps, and each step that runs once."""
    for (loop, _), group in groupby(workflow.steps, lambda step: (step.loop, step.loop or step.name)):
        steps = list(group)
        yield {
            "items": _items(steps) if loop else None,
            "element": names.element(loop) if loop else None,
            "steps": [_step(step, workflow, components, names, sdk) for step in steps],
        }


def _items(steps: list[Step]) -> dict[str, object]:
    """The list that a loop runs over: that of its steps which is no output of a step."""
    origin = next(
        one.origin for step in steps for one in step.bindings if one.scattered and not isinstance(one.origin, FromStep)
    )
    return _value(origin)


def _value(origin: Constant | FromInput) -> dict[str, object]:
    if isinstance(origin, FromInput):
        return {"variable": origin.name, "key": None}
    value = origin.value
    return {"variable": None, "constant": list(value) if isinstance(value, tuple) else value}


def _step(
    step: Step, workflow: Workflow, components: Mapping[str, Component], names: _Names, sdk: Sdk
) -> dict[str, object]:
    given = []
    for one in step.bindings:
        if isinstance(one.origin, FromStep):
            value: dict[str, object] = {
                "variable": names.task(one.origin.step),
                "key": sdk.output(one.origin.output),
            }
        elif one.scattered:
            value = {"variable": names.element(step.loop or step.name), "key": None}
        else:
            value = _value(one.origin)
        name = sdk.input(one.parameter)
        given.append({"name": name, "plain": not keyword.iskeyword(name), "value": value})
    component = components[step.component]
    return {
        "name": step.name,
        "task": names.task(step.name),
        "component": names.own(step) if sdk.files(step, workflow) else names.component(component.name),
        "given": given,
        "after": [names.task(one) for one in step.after],
        "settings": function_name(component) if kfp_calls(component.deployment) else None,
        "secrets": component.deployment.secrets,
    }
