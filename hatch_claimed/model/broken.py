"""What of a project cannot be built, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from hatch_claimed.model.finding import Finding, united
from hatch_claimed.model.quantities import quantity

BrokenKind = Literal["operator", "grid wrapper", "workflow"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """An operator, grid wrapper or workflow with errors, its own or of what it needs.

    `paths` are the scripts that it comes from, several where these give one name; of a workflow, pyproject.toml.
    `findings` are its own errors, `needs` the names of broken ones without which it cannot be built.
    """

    name: str
    kind: BrokenKind
    paths: tuple[str, ...]
    findings: tuple[Finding, ...] = ()
    needs: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """Its name, as it can be seen: a script whose name gives none is called by nothing."""
        return self.name or repr(self.name)

    @property
    def why(self) -> str:
        """Why it is broken, in a few words: `CLM020 in operators/count.py`, `needs count`."""
        places = dict.fromkeys(f"{one.code} in {one.path}" for one in self.findings)
        return ", ".join([*places, *(f"needs {name}" for name in self.needs)])

    @property
    def document(self) -> dict[str, Any]:
        """What JSON tells of it."""
        return {
            "name": self.name,
            "kind": self.kind,
            "paths": list(self.paths),
            "findings": [one.document for one in self.findings],
            "needs": list(self.needs),
        }

    def __str__(self) -> str:
        """One line: `operator count: CLM020 in operators/count.py`."""
        return f"{self.kind} {self.label}: {self.why}"


def reasons(all_broken: Sequence[Broken], wanted: Sequence[Broken]) -> tuple[Finding, ...]:
    """The errors for which some are broken: their own, and those of what they need."""
    return united(finding for one in with_needs(all_broken, wanted) for finding in one.findings)


def with_needs(all_broken: Sequence[Broken], wanted: Sequence[Broken]) -> tuple[Broken, ...]:
    """Some that are broken, each with those behind it that it needs."""
    by_name = {one.name: one for one in all_broken if one.kind != "workflow"}
    return tuple(dict.fromkeys(_with_needs(by_name, wanted)))


def _with_needs(by_name: dict[str, Broken], wanted: Sequence[Broken]) -> Iterator[Broken]:
    for one in wanted:
        yield one
        yield from _with_needs(by_name, [by_name[name] for name in one.needs if name in by_name])


def broken_count(broken: Sequence[Broken]) -> str:
    """How many there are: `2 operators and 1 workflow are broken`; nothing where there are none."""
    counts = Counter(one.kind for one in broken)
    *most, last = [quantity(number, kind) for kind, number in counts.items()] or [""]
    listed = " and ".join([", ".join(most), last] if most else [last])
    return f"{listed} {'is' if len(broken) == 1 else 'are'} broken" if broken else ""
