"""Findings that say the same of several places: people are told once, with the other places behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from hatch_claimed.model import Finding

_SHOWN = 3

Repeated = tuple[Finding, tuple[Finding, ...]]


def once(findings: Iterable[Finding]) -> list[Repeated]:
    """Each finding with those behind it that have the same rule, severity, message and remedy, in the order given.

    Remedies of hints may differ, as names of operators in them do: who follows the first sees what to do of the others.
    """
    found: dict[tuple[str, ...], list[Finding]] = {}
    for one in findings:
        remedy = "" if one.severity == "hint" else one.remedy
        found.setdefault((one.severity, one.code, one.message, remedy), []).append(one)
    return [(first, tuple(others)) for first, *others in found.values()]


def elsewhere(one: Repeated, place: Callable[[Finding], str]) -> str:
    """The other places of a finding, empty where there are none. Of hints and warnings the first few are named."""
    first, others = one
    places = [text for text in dict.fromkeys(map(place, others)) if text != place(first)]
    if first.severity == "error" or len(places) <= _SHOWN + 1:
        return _listed(places)
    return _listed([*places[:_SHOWN], f"{len(places) - _SHOWN} other places"])


def _listed(places: Sequence[str]) -> str:
    return " and ".join([", ".join(places[:-1]), places[-1]]) if len(places) > 1 else "".join(places)
