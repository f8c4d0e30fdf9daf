"""Reads notebooks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from hatch_claimed.model import Finding, Interface
from hatch_claimed.sources.install.checks import Installs, joined
from hatch_claimed.sources.notebook.cell import plain, timed
from hatch_claimed.sources.notebook.document import SourceCell, cells
from hatch_claimed.sources.notebook.edits import timed_run_plainly, without_future_imports
from hatch_claimed.sources.notebook.program import ProgramPart, program
from hatch_claimed.sources.python.code import Code, PythonSyntaxProblem
from hatch_claimed.sources.python.details import details
from hatch_claimed.sources.python.edits import without_installations
from hatch_claimed.sources.python.interface import environment
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
        wanted = environment([read.seen for read in reads if read.seen], source.variables)
        installed = joined(read.installs for read in reads)
        interface = Interface(
            description=description(found),
            parameters=wanted.parameters,
            outputs=wanted.outputs,
            requirements=installed.requirements,
            system_packages=installed.system_packages,
            program=program(
                source.path.stem,
                [read.part for read in reads],
                [name for read in reads for name in read.future],
            ),
        )
        broken = [finding for read in reads for finding in read.findings]
        findings = in_source_order((*broken, *wanted.findings, *installed.findings))
        return ReadResult(interface, findings, details([read.code for read in reads if read.code]), wanted.unused)


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
