"""One table of settings over another: what the first does not say, the second does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

from hatch_claimed.settings.tables.deploy import DeployTable, ResourcesTable, SecurityTable

Table = TypeVar("Table", DeployTable, ResourcesTable, SecurityTable)


def merged(own: Table, base: Table, kind: type[Table]) -> Table:
    """The keys of `kind` from both tables: tables merge key by key, everything else is taken whole."""
    names = [field.name for field in fields(kind)]
    return kind(**{name: _over(getattr(own, name), getattr(base, name)) for name in names})


def _over(own: Any, base: Any) -> Any:
    if own is None or base is None:
        return base if own is None else own
    if isinstance(own, Mapping):
        return {**base, **own}
    return merged(own, base, type(own)) if is_dataclass(own) else own
