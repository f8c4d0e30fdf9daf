"""Reads R scripts (C3 requirements, *R*)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from hatch_claimed.model import Finding, Interface, Program
from hatch_claimed.sources.r.comments import comments
from hatch_claimed.sources.r.constants import constants
from hatch_claimed.sources.r.details import details
from hatch_claimed.sources.r.names import names
from hatch_claimed.sources.r.outputs import lost_output, read_outputs, settings, written
from hatch_claimed.sources.r.parameters import read_parameters, reads
from hatch_claimed.sources.r.requirements import read_requirements
from hatch_claimed.sources.r.system import read_system_packages
from hatch_claimed.sources.r.tree import parse, syntax_problem
from hatch_claimed.sources.r.variables import choose
from hatch_claimed.sources.r.vectors import Vectors
from hatch_claimed.sources.reader import ReadResult, ScriptSource

if TYPE_CHECKING:
    from tree_sitter import Node


class RReader:
    """The reader of R scripts. It needs the `r` extra, which holds the grammar."""

    def read(self, source: ScriptSource) -> ReadResult:
        """Read one script from its syntax tree. Whatever is wrong with it becomes a finding."""
        problem = _undecodable(source)
        if problem:
            return ReadResult(None, (problem,))
        try:
            root = parse(source.content)
        except ImportError:
            return ReadResult(None, (_without_grammar(source),))
        problem = _unparsable(root, source)
        return ReadResult(None, (problem,)) if problem else _reading(root, source)


# a file that scripts source is looked at for each of them
@lru_cache(maxsize=64)
def vectors_of(content: bytes) -> Vectors | None:
    """What the names of R code stand for; None where it cannot be read."""
    try:
        root = parse(content)
    except ImportError:
        return None
    return None if syntax_problem(root, content) else Vectors(constants(root), names(root))


def _reading(root: Node, source: ScriptSource) -> ReadResult:
    path = str(source.path)
    known = constants(root)
    said = comments(root, source.content)
    vectors = Vectors(known, names(root))
    setting = settings(vectors)
    read, sets, choice = choose(list(reads(vectors)), setting.named, known, root, source)
    found = read_parameters(read, said, written(sets, setting.taken), path)
    outputs, output_findings = read_outputs(sets, choice, found.lines, said, path)
    requirements, requirement_findings = read_requirements(vectors, path)
    system_packages, system_findings = read_system_packages(said, path)
    lost = [lost_output(call, path) for call in setting.lost]
    findings = (*found.findings, *output_findings, *lost, *choice.findings, *requirement_findings, *system_findings)
    interface = Interface(
        description=said.leading(),
        parameters=found.parameters,
        outputs=outputs,
        requirements=requirements,
        system_packages=system_packages,
        program=Program(filename=source.path.name, content=source.content),
    )
    return ReadResult(
        interface,
        tuple(sorted(findings, key=lambda finding: finding.line or 0)),
        details(vectors),
        choice.settled.unused,
    )


def _undecodable(source: ScriptSource) -> Finding | None:
    try:
        source.content.decode()
    except UnicodeDecodeError as error:
        line = source.content.count(b"\n", 0, error.start) + 1
        return Finding(
            code="CLM010",
            severity="error",
            message="The script is not UTF-8 text.",
            remedy="Save it as UTF-8.",
            path=str(source.path),
            line=line,
        )
    return None


def _unparsable(root: Node, source: ScriptSource) -> Finding | None:
    problem = syntax_problem(root, source.content)
    if problem is None:
        return None
    return Finding(
        code="CLM010",
        severity="error",
        message=f"The script does not parse. {problem.message}",
        remedy=f"Correct line {problem.line}; `Rscript -e 'parse(\"{source.path.name}\")'` shows what R makes of it.",
        path=str(source.path),
        line=problem.line,
        column=problem.column,
    )


def _without_grammar(source: ScriptSource) -> Finding:
    return Finding(
        code="CLM014",
        severity="error",
        message="R scripts cannot be read without the grammar of R.",
        remedy="Run `pip install 'hatch-claimed[r]'`, and name `hatch-claimed[r]` in `build-system.requires`.",
        path=str(source.path),
    )
