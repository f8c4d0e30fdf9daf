"""The reference of the stores and parameters of grid wrappers, as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hatch_claimed.model import Parameter
from hatch_claimed.stores.registry import STORES, names

_TOP = """\
# Parameters of grid wrappers

A [grid wrapper](grid-wrappers.md) has these parameters beside those of its operator. Which of them depends on the
`backend` of its table; `hatch-claimed list` shows those of yours.
"""
_INDEXED = "With `indexed = true`"
_TABLE = "| `backend` | where | required |\n|---|---|---|\n"


def reference() -> str:
    """A table of parameters for each store; those with the same ones share it."""
    stores: dict[tuple[Parameter, ...], list[str]] = {}
    for name in names():
        stores.setdefault(STORES[name].own("gw-<operator>", 1), []).append(f"`{name}`")
    parts = [_TOP]
    for parameters, titles in stores.items():
        parts += _section(", ".join(titles), parameters)
    parts += _section(_INDEXED, STORES["none"].parameters)
    return "\n".join(parts)


def with_stores(page: str) -> str:
    """The page with the table of stores that it holds as it is now."""
    rows = (f"| `{name}` | {STORES[name].where} | {_names(STORES[name].required)} |\n" for name in names())
    return re.sub(rf"{re.escape(_TABLE)}(\|.*\n)*", lambda _: _TABLE + "".join(rows), page, count=1)


def _names(required: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in required)


def _section(title: str, parameters: Sequence[Parameter]) -> Iterator[str]:
    rows = "".join(
        f"| `{one.name}` | {one.type} | {_default(one)} | {_plain(one.description or '')} |\n" for one in parameters
    )
    yield f"## {title}\n"
    yield f"| parameter | type | default | |\n|---|---|---|---|\n{rows}"


def _default(parameter: Parameter) -> str:
    if parameter.required:
        return "required"
    if parameter.name == "gw_shares":
        return "`parallelism`"
    return f"`{parameter.default_text}`" if parameter.default_text else ""


def _plain(text: str) -> str:
    """Text that Markdown shows as it is."""
    return text.replace("<", "&lt;").replace("*", "\\*").replace("|", "\\|")
