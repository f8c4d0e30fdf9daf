"""`[tool.claimed.grid-wrappers]`, declared once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hatch_claimed.settings.grammar import FUNCTION, GLOB, OPEN
from hatch_claimed.settings.options import Option, option
from hatch_claimed.settings.tables.deploy import DeployTable
from hatch_claimed.stores import registry as stores

DEFAULT_PROCESS = "grid_process"
_WHERE = ", ".join(f"`{name}` ({stores.STORES[name].where})" for name in stores.names())


@dataclass(frozen=True, kw_only=True)
class GridWrapperTable(DeployTable):
    """A grid wrapper: it runs one operator once for each of many batches, on any number of workers.

    Its image is `claimed-gw-<operator>`, its files are `gw_<script>.*`.
    """

    operator: str | None = option(
        None,
        Option("The name of the operator that is wrapped.", example="count-words", default_text="the table's name"),
    )
    process: str | None = option(
        None,
        Option(
            "The function of the script or notebook that is called once per batch: with the batch first, then with "
            "the operator's parameters.",
            FUNCTION,
            "grid_process",
            "`grid_process`, unless there are `parameters`",
        ),
    )
    parameters: Mapping[str, str] | None = option(
        None,
        Option(
            "Instead of `process`: what the operator's parameters are for each batch, with `{batch}` in the place of "
            "the batch, and where its outputs go. The unchanged operator then runs once per batch; so can R scripts.",
            OPEN,
            example={"input_path": "data/{batch}.tif", "output_path": "out/{batch}/"},
        ),
    )
    backend: str | None = option(
        None,
        Option(
            f"The store in which workers agree on who does which batch: {_WHERE}.",
            example=stores.DEFAULT,
            default_text=f"`{stores.DEFAULT}`",
            choices=stores.names,
        ),
    )
    files: tuple[str, ...] = option(
        (),
        Option("Additional files for the image, beside those of the operator.", GLOB, ("operators/regions.json",)),
    )
    indexed: bool = option(
        False,
        Option(
            "Whether each worker takes its own share of the batch file, by the index that Kubernetes gives it, "
            "instead of agreeing with the others: nothing needs to be shared, and nothing is taken over.",
            example=True,
        ),
    )
