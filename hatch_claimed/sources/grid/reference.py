"""The reference of the parameters of grid wrappers, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import get_args

from hatch_claimed.model import GridBackend, Parameter
from hatch_claimed.sources.grid.parameters import own_parameters, share_parameters

_TOP = """\
# Parameters of grid wrappers

A [grid wrapper](grid-wrappers.md) has these parameters beside those of its operator. Which of them depends on the
`backend` of its table; `hatch-claimed list` shows those of yours.
"""
_INDEXED = "With `indexed = true`"
_SHARES = 4


def reference() -> str:
    """A table of parameters for each backend; those with the same ones share it."""
    backends: dict[tuple[Parameter, ...], list[str]] = {}
    for backend in get_args(GridBackend):
        backends.setdefault(own_parameters(backend, "gw-<operator>"), []).append(f"`{backend}`")
    parts = [_TOP]
    for parameters, names in backends.items():
        parts += _section(", ".join(names), parameters)
    parts += _section(_INDEXED, share_parameters(_SHARES))
    return "\n".join(parts)


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
