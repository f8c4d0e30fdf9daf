"""Writes the casts that reads lack whose default is a number, or True or False."""

from __future__ import annotations

import io
import json
import re
import tokenize
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any

from hatch_claimed.checks.analysis.missing_casts import MissingCast, uncast
from hatch_claimed.checks.fixes.document import code_cells, dumped
from hatch_claimed.model import Finding, Interface
from hatch_claimed.model.scalars import SCALAR_TYPE_NAMES
from hatch_claimed.sources.operators import ReadOperator
from hatch_claimed.sources.reader import ReadResult, ScriptSource

# a line of the code, a byte in it, and what goes there; from 0
_Insert = tuple[int, int, str]


def with_casts(subject: ReadOperator, content: bytes, findings: Collection[Finding]) -> bytes:
    """The script with `int(…)`, `float(…)` or `bool(…)` around the reads that `findings` tell of.

    A parameter is mended in all places or in none, and only where nothing else changes of what the script says of
    itself. `content` has the lines of the subject's own.
    """
    places = {(one.cell, one.line) for one in findings}
    wanted = [one for one in uncast(subject) if (one.code.cell, one.node.lineno) in places]
    for name in dict.fromkeys(one.name for one in wanted):
        # what was written before has moved columns, but no lines
        current = replace(subject, content=content, details=_reading(subject, content).details)
        same = [one for one in uncast(current) if one.name == name and (one.code.cell, one.node.lineno) in places]
        if same and all(one.mendable for one in same):
            content = _mended(current, same)
    return content


def _mended(subject: ReadOperator, reads: Sequence[MissingCast]) -> bytes:
    changed = _written(subject, reads)
    before, after = _reading(subject, subject.content), _reading(subject, changed)
    if before.interface is None or after.interface is None or len(after.findings) > len(before.findings):
        return subject.content
    expected = _with_type(before.interface, reads[0])
    same = _said(expected) == _said(after.interface)
    return changed if same else subject.content


def _reading(subject: ReadOperator, content: bytes) -> ReadResult:
    return subject.operator.language.reader().read(ScriptSource(subject.operator.path, content))


def _said(interface: Interface) -> Interface:
    return replace(interface, program=replace(interface.program, content=b""))


def _with_type(interface: Interface, read: MissingCast) -> Interface:
    parameters = tuple(
        replace(one, type=SCALAR_TYPE_NAMES[read.cast], default=read.value) if one.name == read.name else one
        for one in interface.parameters
    )
    return replace(interface, parameters=parameters)


def _written(subject: ReadOperator, reads: Sequence[MissingCast]) -> bytes:
    content = subject.content
    if subject.operator.language.has_cells:
        document: dict[str, Any] = json.loads(content.decode("utf-8-sig"))
        for number, cell in code_cells(document):
            _write_cell(cell, [one for one in reads if one.code.cell == number])
        return dumped(document, content)
    encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
    return _in_text(content.decode(encoding), reads).encode(encoding)


def _write_cell(cell: dict[str, Any], reads: Sequence[MissingCast]) -> None:
    key = "source" if "source" in cell else "input"
    if not reads:
        return
    source = cell[key]
    text = _in_text(source if isinstance(source, str) else "".join(source), reads)
    cell[key] = text if isinstance(source, str) else re.split(r"(?<=\n)(?!\Z)", text)


def _in_text(text: str, reads: Sequence[MissingCast]) -> str:
    """The text of one script or cell with the casts, as it is where the syntax tree was made of other lines."""
    lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)
    inserts = sorted(_inserts(reads), reverse=True)
    known = reads[0].code.text.split("\n")
    if any(lines[line].rstrip("\r\n") != known[line] for line, _, _ in inserts):
        return text
    for line, column, more in inserts:
        place = len(known[line].encode()[:column].decode())
        lines[line] = lines[line][:place] + more + lines[line][place:]
    return "".join(lines)


def _inserts(reads: Sequence[MissingCast]) -> Iterator[_Insert]:
    for read in reads:
        node = read.node
        yield node.lineno - 1, node.col_offset, f"{read.cast}("
        yield (node.end_lineno or node.lineno) - 1, node.end_col_offset or 0, ")"
