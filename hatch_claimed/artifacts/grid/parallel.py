"""Several workers of a grid wrapper at once: a Python module for Kubeflow pipelines, and a CWL workflow."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from hatch_claimed.artifacts.cwl import CWL_VERSION, Cwl, secret_hints, step_path, step_tool, texts_or_files
from hatch_claimed.artifacts.deploy.kfp import TEMPLATES, kfp_calls
from hatch_claimed.artifacts.deploy.parameters import given_parameters
from hatch_claimed.artifacts.kfp import Kfp, carried_default
from hatch_claimed.artifacts.rendering import render
from hatch_claimed.artifacts.yaml import dump
from hatch_claimed.model import File, GridWrapper, Parameter

if TYPE_CHECKING:
    from cwl_utils.parser import cwl_v1_2

_TYPES = {"String": "str", "Integer": "int", "Float": "float", "Boolean": "bool"}
SHARE = "gw_share"
SHARES = "gw_shares"


def parallel_files(wrapper: GridWrapper) -> Iterator[File]:
    """`gw_<script>_parallel.py` and, for workers that take shares, `gw_<script>.scatter.cwl`."""
    folder = PurePosixPath(wrapper.name)
    yield File(path=folder / f"{_module(wrapper)}.py", content=kfp_module(wrapper))
    if wrapper.indexed:
        yield File(path=folder / f"{wrapper.stem}.scatter.cwl", content=scatter_workflow(wrapper))


def kfp_module(wrapper: GridWrapper) -> bytes:
    """A module with a function that gives a pipeline of parallel workers; pipelines use it as a component (KFP 2)."""
    given = [one for one in given_parameters(wrapper) if not (wrapper.indexed and one.name in {SHARE, SHARES})]
    return render(
        TEMPLATES,
        "parallel.py.j2",
        name=wrapper.name,
        module=_module(wrapper),
        component=Kfp().path(wrapper).name,
        workers=wrapper.parallelism,
        share=SHARE if wrapper.indexed else None,
        shares=SHARES,
        calls=kfp_calls(wrapper.deployment),
        # Python wants parameters without a default first
        parameters=[_signature(one) for one in sorted(given, key=lambda one: not one.required)],
    )


def _module(wrapper: GridWrapper) -> str:
    """A name that Python can import, whatever the script is called."""
    return re.sub(r"[^A-Za-z0-9_]", "_", f"{wrapper.stem}_parallel")


def _signature(parameter: Parameter) -> dict[str, object]:
    name = parameter.name
    kind = _TYPES[parameter.type]
    text = carried_default(parameter)
    return {
        # KFP 2 calls a component's inputs so, whatever its file says
        "key": name.lower().strip("_"),
        "variable": f"{name}_" if keyword.iskeyword(name) else name,
        "type": kind if parameter.required or text is not None else f"Optional[{kind}]",
        "required": parameter.required,
        "default": None if text is None else parameter.default,
    }


def scatter_workflow(wrapper: GridWrapper) -> bytes:
    """A workflow that runs the tool once per share: its input `shares` is a list of numbers from 0 on.

    Its texts may be files, as the list of batches is.
    """
    from cwl_utils.parser import save

    saved = save(_workflow(wrapper))
    return dump({key: saved[key] for key in ("cwlVersion", "class")} | secret_hints(wrapper) | saved)


def _workflow(wrapper: GridWrapper) -> cwl_v1_2.Workflow:
    from cwl_utils.parser import cwl_v1_2

    path = step_path(wrapper) if texts_or_files(wrapper) else Cwl().path(wrapper)
    inputs = [
        cwl_v1_2.WorkflowInputParameter(id=one.id, type_=one.type_, default=one.default, doc=one.doc)
        for one in step_tool(wrapper).inputs
        if one.id != SHARE
    ]
    shares = cwl_v1_2.WorkflowInputParameter(
        id="shares",
        doc="The shares that are run: all, unless some are to be run again.",
        type_="int[]",
        default=list(range(wrapper.parallelism)),
    )
    step = cwl_v1_2.WorkflowStep(
        id="share",
        run=path.name,
        scatter=[SHARE],
        in_=[
            cwl_v1_2.WorkflowStepInput(id=SHARE, source="shares"),
            *(cwl_v1_2.WorkflowStepInput(id=one.id, source=one.id) for one in inputs),
        ],
        out=[],
    )
    return cwl_v1_2.Workflow(
        cwlVersion=CWL_VERSION,
        id=f"{wrapper.name}-shares",
        label=f"{wrapper.name}, in shares",
        doc=wrapper.description,
        requirements=[cwl_v1_2.ScatterFeatureRequirement()],
        inputs=[shares, *inputs],
        outputs=[],
        steps=[step],
    )
