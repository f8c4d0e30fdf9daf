"""Names that all engines carry (CLM109)."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator

from hatch_claimed.model import Finding
from hatch_claimed.settings.parse import SettingLocation
from hatch_claimed.settings.tables.workflows import WorkflowTable
from hatch_claimed.sources.workflows.references import INPUTS

_HYPHENED = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_WORD = re.compile(r"[a-z][a-z0-9_]*")
_LONGEST = 63


def name_problems(name: str, table: WorkflowTable, place: SettingLocation) -> Iterator[Finding]:
    """What is wrong with the names of a workflow, its steps, inputs and outputs.

    A workflow's name becomes that of a Kubernetes object (RFC 1123) and of a Python module, a step's that of a task;
    inputs and outputs become parameters of a Python function and identifiers of CWL.
    """
    yield from _hyphened(name, place)
    for step in table.steps:
        yield from _hyphened(step, place.at("steps", step))
    for key, names in ((INPUTS, table.inputs), ("required", table.required), ("outputs", table.outputs)):
        for one in names:
            yield from _word(one, place.at(key, one))
    yield from _shared(table, place)
    if not table.steps:
        yield place.finding("CLM109", "has no steps", f"Add a table `[{'.'.join(place.path)}.steps.<name>]`.")


def _shared(table: WorkflowTable, place: SettingLocation) -> Iterator[Finding]:
    """Names that mean two things: CWL has one set of names for all that a workflow holds."""
    groups = (
        ("inputs", table.inputs),
        ("required", table.required),
        ("steps", table.steps),
        ("outputs", table.outputs),
    )
    taken: dict[str, str] = {}
    for key, names in groups:
        for name in names:
            kind = "input" if key == "required" else key.removesuffix("s")
            if taken.setdefault(name, kind) != kind:
                remedy = "Give one of them another name: steps, inputs and outputs share one set of names in CWL."
                yield place.at(key, name).finding("CLM109", f"is called like the {taken[name]} {name!r}", remedy)


def _hyphened(name: str, place: SettingLocation) -> Iterator[Finding]:
    if not _HYPHENED.fullmatch(name) or len(name) > _LONGEST or name == INPUTS:
        nearest = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-0123456789")[:_LONGEST].rstrip("-")
        written = f"Write `{nearest}`: l" if nearest and nearest != INPUTS else "Write another name: l"
        remedy = f"{written}ower case letters, digits and single hyphens, at most {_LONGEST} characters."
        yield place.finding("CLM109", "has a name that Kubernetes and references do not carry", remedy)


def _word(name: str, place: SettingLocation) -> Iterator[Finding]:
    if not _WORD.fullmatch(name) or keyword.iskeyword(name):
        nearest = re.sub(r"[^a-z0-9_]+", "_", name.lower()).strip("_0123456789") or "value"
        nearest = f"{nearest}_" if keyword.iskeyword(nearest) else nearest
        remedy = f"Write `{nearest}`: lower case letters, digits and underscores, and no keyword of Python."
        yield place.finding("CLM109", "has a name that Kubeflow's pipelines do not carry", remedy)
