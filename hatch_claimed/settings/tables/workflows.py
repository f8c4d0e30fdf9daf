"""`[tool.claimed.workflows.<name>]`, declared once, in the manner of the other tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hatch_claimed.model.workflow import Value
from hatch_claimed.settings.options import Option, option


@dataclass(frozen=True, kw_only=True)
class StepTable:
    """One step of a workflow: it runs an operator."""

    operator: str | None = option(
        None,
        Option(
            "The name of the operator or grid wrapper that runs.",
            example="clean-measurements",
            default_text="the table's name",
        ),
    )
    parameters: Mapping[str, Value] = option(
        {},
        Option(
            "The operator's parameters: a value, an input of the workflow as `{inputs.limit}`, or an output of "
            "another step as `{make.measurements}`. Parameters that are left out have their defaults.",
            example={"measurements": "{make.measurements}", "limit": "{inputs.limit}"},
        ),
    )
    scatter: Mapping[str, Value] = option(
        {},
        Option(
            "Parameters of which there is a list: the step runs once for each element. The list is an array, an "
            "input, or the output of a step that is scattered itself.",
            example={"seed": "{inputs.seeds}"},
        ),
    )
    files: tuple[str, ...] | None = option(
        None,
        Option(
            "The operator's outputs that Kubeflow hands on as files, whatever they hold: steps that take them get a "
            "path, as in CWL. The others it hands on as texts of at most 131,071 bytes. An empty array says that all "
            "are such texts.",
            example=("measurements",),
        ),
    )
    after: tuple[str, ...] = option((), Option("Steps to wait for of which nothing is taken.", example=("make",)))


@dataclass(frozen=True, kw_only=True)
class WorkflowTable:
    """A workflow: steps that run operators and take results of each other."""

    description: str | None = option(None, Option("What the workflow is for.", example="Compares cleaned series."))
    inputs: Mapping[str, Value] = option(
        {},
        Option(
            "What the workflow is started with, and the values that it has by default.", example={"station": "Kehl"}
        ),
    )
    required: Mapping[str, str] = option(
        {},
        Option(
            "Inputs that have no default, with their types: `String`, `Integer`, `Float`, `Boolean`, or a list of "
            "these as `String[]`.",
            example={"station": "String"},
        ),
    )
    steps: Mapping[str, StepTable] = option({}, Option("The steps, each in a table of its own."))
    outputs: Mapping[str, str] = option(
        {},
        Option(
            "The workflow's results, as outputs of steps.",
            example={"cleaned": "{clean.cleaned}"},
            default_text="all outputs that no step takes, called `<step>_<output>`",
        ),
    )
