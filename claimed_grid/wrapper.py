"""The grid wrapper, as `grid.json` beside the launcher has it."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Wrapper:
    """What runs for a batch, and where batches are shared out.

    Either `process` names a function of the operator's script, or `bindings` hold the operator's parameters for a
    batch and `outputs` the paths of its outputs, with placeholders. `parameters` are the names of all that the operator
    reads, `defaults` the values of some.
    """

    name: str
    backend: str
    process: str | None
    bindings: Mapping[str, str]
    outputs: Mapping[str, str]
    operator: str
    script: str
    parameters: Sequence[str]
    defaults: Mapping[str, object]


def read(folder: str) -> Wrapper:
    """Read `grid.json` in this folder, in which the operator has a folder of its own."""
    with open(os.path.join(folder, "grid.json"), encoding="utf-8") as file:
        document = json.load(file)
    operator = document["operator"]
    return Wrapper(
        name=document["name"],
        backend=document["backend"],
        process=document["process"],
        bindings=document["bindings"] or {},
        outputs=document.get("outputs", {}),
        operator=os.path.join(folder, "operator"),
        script=operator["script"],
        parameters=[parameter["name"] for parameter in operator["parameters"]],
        defaults={one["name"]: one["default"] for one in operator["parameters"] if "default" in one},
    )
