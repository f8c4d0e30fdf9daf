"""Reads notebooks."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import takewhile

from hatch_claimed.model import Finding, Interface, Parameter
from hatch_claimed.sources.install.checks import Installs, joined
from hatch_claimed.sources.notebook import tagged_findings as say
from hatch_claimed.sources.notebook.cell import plain, timed
from hatch_claimed.sources.notebook.document import SourceCell, cells
from hatch_claimed.sources.notebook.edits import timed_run_plainly, without_future_imports
from hatch_claimed.sources.notebook.program import ProgramPart, program
from hatch_claimed.sources.notebook.tagged_parameters import (
    TaggedParameters,
    assigned_in,
    candidates,
    tagged_parameters,
)
from hatch_claimed.sources.notebook.tags import TaggedCells, tagged_cells
from hatch_claimed.sources.python.assignments import AssignedNames
from hatch_claimed.sources.python.code import Code, PythonSyntaxProblem
from hatch_claimed.sources.python.details import details
from hatch_claimed.sources.python.edits import without_installations
from hatch_claimed.sources.python.interface import EnvironmentInterface, environment
from hatch_claimed.sources.python.reader import in_source_order, installations
from hatch_claimed.sources.reader import ReadResult, ScriptSource

_NOTHING = Installs()


@dataclass(frozen=True, slots=True)
class _Read:
    """A cell: its `part` of what runs, its `code` as written, and what is `seen` as code that runs."""

    part: ProgramPart
    seen: Code | None = None
    code: Code | None = None
    installs: Installs = _NOTHING
    future: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


class NotebookReader:
    """Reads `.ipynb` files, and converts them to the script that a container runs."""

    def read(self, source: ScriptSource) -> ReadResult:
        """The notebook's interface, or CLM011 or CLM012. A cell that does not parse (CLM013) hides no other."""
        path = str(source.path)
        found = cells(source.content, path)
        if isinstance(found, Finding):
            return ReadResult(None, (found,))
        reads = [_read(cell, path) for cell in found]
        tagged = _Tagged(tagged_cells(found, path), reads)
        wanted = environment([read.seen for read in reads if read.seen], source.variables, tagged.candidates)
        injected = tagged.parameters(wanted)
        installed = joined(read.installs for read in reads)
        interface = Interface(
            description=description(found),
            parameters=_together(wanted.parameters, injected.parameters),
            outputs=wanted.outputs,
            requirements=installed.requirements,
            system_packages=installed.system_packages,
            program=program(
                source.path.stem,
                [read.part for read in reads],
                [name for read in reads for name in read.future],
                tagged.cells.injection if injected.parameters else {},
            ),
        )
        broken = [finding for read in reads for finding in read.findings]
        more = (
            *tagged.cells.findings,
            *injected.findings,
            *tagged.left({one.name for one in injected.parameters}, path),
        )
        findings = in_source_order((*broken, *wanted.findings, *more, *installed.findings))
        return ReadResult(interface, findings, details([read.code for read in reads if read.code]), wanted.unused)


class _Tagged:
    """What the tags of cells have to do with the cells that were read."""

    def __init__(self, cells: TaggedCells, reads: Sequence[_Read]) -> None:
        self.cells = cells
        self.reads = reads
        numbers = [read.part.cell.number for read in reads]
        self.codes = [read.seen for read in reads if read.seen]
        place = numbers.index(cells.parameters) if cells.parameters is not None else None
        self.code = None if place is None else reads[place].seen
        before = [read.seen for read in reads[:place] if read.seen]
        self.assigned = assigned_in(self.code, before) if self.code else AssignedNames()
        self.candidates = candidates(self.assigned, self.code) if self.code else []

    def parameters(self, wanted: EnvironmentInterface) -> TaggedParameters:
        return tagged_parameters(self.assigned, self.code, self.codes, wanted) if self.code else TaggedParameters()

    def left(self, names: Collection[str], path: str) -> list[Finding]:
        """What there is to say of values of these names that papermill left."""
        for read in self.reads:
            if read.seen and read.part.cell.number == self.cells.injected:
                found = [one.name for one in assigned_in(read.seen, ()).found if one.name in names]
                return [say.left_by_papermill(read.part.cell, found, path)] if found else []
        return []


def _together(read: tuple[Parameter, ...], injected: tuple[Parameter, ...]) -> tuple[Parameter, ...]:
    """Parameters of both kinds in source order."""
    return tuple(sorted((*read, *injected), key=lambda one: (one.cell or 0, one.line or 0))) if injected else read


def description(found: Sequence[SourceCell]) -> str:
    """The leading markdown cells, whole, with a blank line between them (C3 requirements, *Description*)."""
    leading = takewhile(lambda cell: cell.kind != "code" or cell.is_empty, found)
    return "\n\n".join(cell.text.strip() for cell in leading if cell.kind == "markdown" and not cell.is_empty)


def _read(cell: SourceCell, path: str) -> _Read:
    if cell.kind != "code" or cell.is_empty:
        return _Read(ProgramPart(cell))
    code = plain(cell, path)
    if isinstance(code, PythonSyntaxProblem):
        return _Read(ProgramPart(cell), findings=(_broken(code, cell, path),))
    written = timed_run_plainly(code)
    code, future = without_future_imports(without_installations(written))
    installed = installations(written)
    by_magic = None if installed.requirements or installed.system_packages else timed(cell, path)
    return _Read(ProgramPart(cell, by_magic or code), code, written, installed, future)


def _broken(problem: PythonSyntaxProblem, cell: SourceCell, path: str) -> Finding:
    return Finding(
        code="CLM013",
        severity="error",
        message=f"Cell {cell.number} is no Python that can be read: {problem.message}.",
        remedy="Correct the cell, or turn it into a Markdown or raw cell if it is not to run.",
        path=path,
        line=problem.line,
        column=problem.column,
        cell=cell.number,
    )
