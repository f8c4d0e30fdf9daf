"""The cells that papermill knows by their tags: the one with the parameters, and the one that an earlier run left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hatch_claimed.model import Finding
from hatch_claimed.model.interface import InjectionPlace
from hatch_claimed.sources.notebook.document import SourceCell

PARAMETERS, INJECTED = "parameters", "injected-parameters"


@dataclass(frozen=True, slots=True)
class TaggedCells:
    """The number of the first cell with each tag, where it is one of code, and what there is to say of the others.

    Without a cell of parameters nothing is injected, so that what an earlier run left is code like any other.
    """

    parameters: int | None = None
    injected: int | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def injection(self) -> Mapping[int, InjectionPlace]:
        """Where values are set: papermill puts them in the place of those that it set before, else behind the first."""
        if self.injected is not None:
            return {self.injected: "instead"}
        return {} if self.parameters is None else {self.parameters: "after"}


def tagged_cells(found: Sequence[SourceCell], path: str) -> TaggedCells:
    """The tagged cells of a notebook, as papermill finds them: the first with a tag is the one."""
    tagged = [cell for cell in found if PARAMETERS in cell.tags]
    if not tagged:
        return TaggedCells()
    first, others = tagged[0], tagged[1:]
    if first.kind != "code":
        return TaggedCells(findings=(_no_code(first, path),))
    left = next((cell for cell in found if INJECTED in cell.tags and cell.kind == "code" and not cell.is_empty), None)
    findings = [_second(cell, first, path) for cell in others]
    return TaggedCells(first.number, left.number if left else None, tuple(findings))


def _no_code(cell: SourceCell, path: str) -> Finding:
    return _finding(
        cell,
        path,
        f"Cell {cell.number} has the tag {PARAMETERS!r} and holds no code: nothing in it is a parameter.",
        "Give the tag to the code cell that sets the parameters, and take it off this one.",
    )


def _second(cell: SourceCell, first: SourceCell, path: str) -> Finding:
    return _finding(
        cell,
        path,
        f"Cell {cell.number} has the tag {PARAMETERS!r} too, of which papermill reads cell {first.number} alone.",
        f"Move its lines into cell {first.number}, or take the tag off.",
    )


def _finding(cell: SourceCell, path: str, message: str, remedy: str) -> Finding:
    return Finding(
        code="CLM137", severity="warning", message=message, remedy=remedy, path=path, line=1, cell=cell.number
    )
