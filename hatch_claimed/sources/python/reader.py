"""Reads Python scripts."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Iterable
from functools import lru_cache

from hatch_claimed.model import Finding, Interface, Program
from hatch_claimed.sources.install.branches import Branched, settled
from hatch_claimed.sources.install.checks import Installs, LinePosition
from hatch_claimed.sources.install.lines import parse_comment
from hatch_claimed.sources.python.code import Code, PythonSyntaxProblem, decode, encoded, parse
from hatch_claimed.sources.python.conditions import arms_of, with_markers
from hatch_claimed.sources.python.details import details
from hatch_claimed.sources.python.edits import without_installations
from hatch_claimed.sources.python.interface import environment
from hatch_claimed.sources.python.ipython import installs, magics, runs_magics
from hatch_claimed.sources.python.missing_imports import unimported
from hatch_claimed.sources.reader import ReadResult, ScriptSource


class PythonReader:
    """Reads `.py` files from their syntax tree and their comments; nothing of them is run."""

    def read(self, source: ScriptSource) -> ReadResult:
        """The script's interface, or CLM010 when it is no Python."""
        text = decode(source.content)
        code = text if isinstance(text, PythonSyntaxProblem) else parse(text, str(source.path))
        if isinstance(code, PythonSyntaxProblem):
            return ReadResult(None, (_unreadable(code, str(source.path)),))
        wanted = environment([code], source.variables)
        installed = installations(code)
        interface = Interface(
            description=description(code) or printable(wanted.description),
            parameters=wanted.parameters,
            outputs=wanted.outputs,
            requirements=installed.requirements,
            system_packages=installed.system_packages,
            program=_program(source, code),
        )
        findings = in_source_order((*wanted.findings, *installed.findings))
        return ReadResult(interface, findings, details([code]), wanted.unused)


def _program(source: ScriptSource, code: Code) -> Program:
    """The script as written. Only of one that was exported from a notebook are its installations left out."""
    kept = without_installations(code)
    content = source.content if kept is code else encoded(kept.text, source.content)
    return Program(
        filename=source.path.name,
        content=content,
        needs_ipython=runs_magics(kept),
        unimported=tuple(unimported([code])),
    )


def description(code: Code) -> str:
    """The module docstring, empty when there is none (C3 requirements, *Description*)."""
    text = ast.get_docstring(code.tree, clean=False) or ""
    first, _, rest = text.partition("\n")
    # not inspect.cleandoc, which makes blanks of tabs
    return printable(f"{first.strip()}\n{textwrap.dedent(rest)}").strip()


def printable(text: str) -> str:
    """The text without what UTF-8 cannot hold."""
    return text.encode("utf-8", "replace").decode()


# rules ask again for the code that was read last
@lru_cache(maxsize=2)
def installations(code: Code) -> Installs:
    """What the comments and the exported magics of the code install, in source order."""
    found: list[tuple[int, Branched]] = [
        (magic.call.lineno, (with_markers(part, code, magic.call), arms_of(code, magic.call)))
        for magic in magics(code)
        if (part := installs(magic, code)) != Installs()
    ]
    found += [
        (comment.line, (parse_comment(comment.text, LinePosition(code.path, comment.line, code.cell, "# ")), ()))
        for comment in code.comments.values()
    ]
    return settled([part for _, part in sorted(found, key=lambda item: item[0])], code.path)


def in_source_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by cell and line."""
    return tuple(sorted(findings, key=lambda finding: (finding.cell or 0, finding.line or 0, finding.code)))


def _unreadable(problem: PythonSyntaxProblem, path: str) -> Finding:
    return Finding(
        code="CLM010",
        severity="error",
        message=f"This is no Python that can be read: {problem.message}.",
        remedy="Correct the line, or run `python -m py_compile` on the file to see more.",
        path=path,
        line=problem.line,
        column=problem.column,
    )
