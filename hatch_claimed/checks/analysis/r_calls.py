"""What rules share about calls in R scripts: which function of which package a call means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hatch_claimed.checks.analysis.r_libraries import goes_on_without
from hatch_claimed.sources.r.calls import RCall
from hatch_claimed.sources.r.literals import identifier
from hatch_claimed.sources.r.vectors import Vectors

_ATTACHING = frozenset({"library", "require"})
_NAMES = frozenset({"identifier", "string"})
_ATTACHED = frozenset({"base", "utils", "grDevices", "graphics", "stats"})


def calls_of_r(script: Vectors, functions: Mapping[str, str]) -> Iterator[RCall]:
    """The calls of functions, with the package of each, that run in a container, in source order.

    Not those of the script's own functions of such a name, nor those of packages that it does not attach.
    """
    found = [call for call in script.names.calls if call.function in functions]
    attached = _ATTACHED | _attached(script) if found else _ATTACHED
    for call in found:
        package = functions[call.function]
        if call.package not in (None, package) or call.function in script.names.values:
            continue
        if (call.package is not None or package in attached) and not goes_on_without(call.node):
            yield call


def _attached(script: Vectors) -> frozenset[str]:
    """The packages that `library` and `require` attach by a plain name."""
    found = (call.matched("package").get("package") for call in script.names.calls if call.function in _ATTACHING)
    return frozenset(identifier(node) or "" for node in found if node is not None and node.type in _NAMES)
