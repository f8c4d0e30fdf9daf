"""Writes the names of distributions in the place of those of modules, and takes out what needs no installation."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from hatch_claimed.checks.analysis.requirements import wanted
from hatch_claimed.checks.fixes.document import code_cells, dumped
from hatch_claimed.checks.rules.requirement_names import NameCorrection, misnamed
from hatch_claimed.model import Finding
from hatch_claimed.sources.operators import ReadOperator

_COMMAND = re.compile(r"\b(?:install|add)\b")
_LINE_ENDS = re.compile(r"(?<=\n)|(?<=\r)(?!\n)")
_ByLine = Mapping[int, list[NameCorrection]]


def with_names(subject: ReadOperator, content: bytes, findings: Collection[Finding]) -> bytes:
    """The script with every name changed that `findings` are about, where it is certain what is meant."""
    places = {(finding.line, finding.cell) for finding in findings}
    found: dict[int | None, dict[int, list[NameCorrection]]] = defaultdict(lambda: defaultdict(list))
    for one in misnamed(subject):
        if one.is_certain and (one.item.line, one.item.cell) in places:
            found[one.item.cell][one.item.line].append(one)
    found = {cell: {line: _kept(some, subject) for line, some in lines.items()} for cell, lines in found.items()}
    if not found:
        return content
    if None in found:
        text = content.decode("utf-8", "surrogateescape")
        return _changed(text, found[None]).encode("utf-8", "surrogateescape")
    return _in_cells(content, found)


def _kept(some: list[NameCorrection], subject: ReadOperator) -> list[NameCorrection]:
    """Those to change: a line that would ask for nothing is left to its author."""
    place = (some[0].item.line, some[0].item.cell)
    here = sum((one.line, one.cell) == place for one in wanted(subject))
    return [one for one in some if one.right] if here == sum(not one.right for one in some) else some


def _in_cells(content: bytes, found: Mapping[int | None, _ByLine]) -> bytes:
    document = json.loads(content.decode("utf-8-sig"))
    for number, cell in code_cells(document):
        if number in found:
            source = cell["source"]
            text = _changed(source if isinstance(source, str) else "".join(source), found[number])
            cell["source"] = text if isinstance(source, str) else text.splitlines(keepends=True)
    return dumped(document, content)


def _changed(text: str, found: _ByLine) -> str:
    lines = _LINE_ENDS.split(text)
    for number, some in found.items():
        if number <= len(lines):
            lines[number - 1] = _line(lines[number - 1], some)
    return "".join(lines)


def _line(line: str, some: Iterable[NameCorrection]) -> str:
    command = _COMMAND.search(line)
    if command is None:
        return line
    before, rest = line[: command.end()], line[command.end() :]
    for one in some:
        name = re.escape(one.item.written)
        if one.right:
            rest = re.sub(rf"(?<![\w./@=-]){name}(?![\w./@=-])", one.right, rest, count=1)
        else:
            rest = re.sub(
                rf"[ \t]+(?:{name}|'{name}[^']*'|\"{name}[^\"]*\"|{name}[=<>!~][^\s#]*)(?=\s|$)", "", rest, count=1
            )
    return before + rest
