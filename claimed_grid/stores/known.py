"""The stores that there are, as `stores.json` beside this file has them, which is generated and read only here."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class StoreSpec:
    """What the coordinator must know of a store before it opens it.

    `family` is `directory`, `objects`, `database` or `none`. `opener` is `<module of this package>:<function>`; the
    function takes an `Address`. `place` names the parameters of which the first that is given says where the store is.
    `batches` says where the batches come from: a list (`listed`), the `files` of a folder, its `entries`, or the
    `objects` of a bucket. `parameters` and `required` are names.
    """

    name: str
    family: str
    opener: str
    place: Sequence[str]
    batches: str
    parameters: Sequence[str]
    required: Sequence[str]

    @property
    def takes_patterns(self) -> bool:
        """Whether patterns of paths may stand for a batch file."""
        return "gw_file_path_pattern" in self.parameters

    @property
    def has_entries(self) -> bool:
        """Whether the batches are what lies in a folder."""
        return self.batches in {"files", "entries"}


def _read() -> Mapping[str, Mapping[str, object]]:
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "stores.json"), encoding="utf-8") as file:
        document: Mapping[str, Mapping[str, object]] = json.load(file)
    return document


_DOCUMENT = _read()
DEFAULTS = _DOCUMENT["parameters"]
"""All parameters that grid wrappers have of their own, whatever their store, and their defaults."""
STORES = {name: StoreSpec(name, **fields) for name, fields in _DOCUMENT["stores"].items()}  # type: ignore[arg-type]


def of_family(family: str) -> Sequence[str]:
    """The names of the stores of a family."""
    return tuple(name for name, store in STORES.items() if store.family == family)
