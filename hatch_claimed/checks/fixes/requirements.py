"""Writes the `# pip install` lines that a script lacks."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Collection

from hatch_claimed.checks.fixes.document import code_cells, dumped
from hatch_claimed.checks.rules.imports import uncovered
from hatch_claimed.model import Finding
from hatch_claimed.sources.operators import ReadOperator
from hatch_claimed.sources.python.code import Code


def with_requirements(subject: ReadOperator, content: bytes, findings: Collection[Finding]) -> bytes:
    """The script with a comment above its first import: what `findings` miss, where the distribution is known."""
    wanted = _wanted(subject, findings)
    place = next((place for code in subject.details.codes if (place := _first_import(code))), None)
    if not wanted or place is None:
        return content
    comment = f"# pip install {' '.join(wanted)}"
    code, line = place
    if code.cell is None:
        return _inserted(content, comment.encode(), line)
    return _in_cell(content, comment, code.cell, line)


def _wanted(subject: ReadOperator, findings: Collection[Finding]) -> list[str]:
    places = {(finding.line, finding.cell) for finding in findings}
    missing = [one for one in uncovered(subject) if (one.statement.node.lineno, one.statement.code.cell) in places]
    return list(dict.fromkeys(one.distribution for one in missing if one.distribution))


def _first_import(code: Code) -> tuple[Code, int] | None:
    lines = [node.lineno for node in code.tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    return (code, lines[0]) if lines else None


def _inserted(content: bytes, comment: bytes, line: int) -> bytes:
    """The text with a line before the one of that number; line ends are those of the text."""
    ends = [match.end() for match in re.finditer(rb"\r\n|\r|\n", content)]
    start = ends[line - 2] if line > 1 else len(b"\xef\xbb\xbf") if content.startswith(b"\xef\xbb\xbf") else 0
    end = re.search(rb"\r\n|\r|\n", content)
    return content[:start] + comment + (end[0] if end else b"\n") + content[start:]


def _in_cell(content: bytes, comment: str, number: int, line: int) -> bytes:
    document = json.loads(content.decode("utf-8-sig"))
    for index, cell in code_cells(document):
        if index == number:
            source = cell["source"]
            lines = source.splitlines(keepends=True) if isinstance(source, str) else list(source)
            lines.insert(line - 1, f"{comment}\n")
            cell["source"] = "".join(lines) if isinstance(source, str) else lines
    return dumped(document, content)
