"""Writes the imports that a script leaves out."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from hatch_claimed.checks.fixes.document import code_cells, dumped
from hatch_claimed.model import Finding
from hatch_claimed.sources.operators import ReadOperator
from hatch_claimed.sources.python.code import Code
from hatch_claimed.sources.python.missing_imports import unimported
from hatch_claimed.sources.reader import ReadResult, ScriptSource

_FIRST_LINES = re.compile(r"#!|#.*?coding[:=]")


def with_imports(subject: ReadOperator, content: bytes, findings: Collection[Finding]) -> bytes:
    """The script with an import for each module that `findings` name, below its docstring and `__future__` imports.

    As it is where another line would be needed, or where anything else changes of what the script says of itself.
    """
    before = _reading(subject, content)
    missing = unimported(before.details.codes)
    wanted = [name for name in missing if any(f"{name!r}" in finding.message for finding in findings)]
    if not wanted:
        return content
    lines = [f"import {name}" for name in wanted]
    if subject.operator.language.has_cells:
        changed = _in_notebook(content, before.details.codes, missing[wanted[0]][0], lines)
    else:
        changed = _in_script(content, before.details.codes[0], lines)
    after = _reading(subject, changed)
    missing = unimported(after.details.codes)
    done = not set(wanted) & set(missing) and not _is_behind_code(after.details.codes, lines)
    return changed if done and _said(before) == _said(after) else content


def _reading(subject: ReadOperator, content: bytes) -> ReadResult:
    return subject.operator.language.reader().read(ScriptSource(subject.operator.path, content))


def _said(reading: ReadResult) -> tuple[object, ...]:
    """What a script says of itself, wherever it says it."""
    found = reading.interface
    if found is None:
        return ()
    return (
        found.description,
        *(replace(one, line=None) for one in found.parameters),
        *(replace(one, line=0) for group in (found.outputs, found.requirements) for one in group),
        *(replace(one, line=0) for one in found.system_packages),
    )


def _is_behind_code(codes: Sequence[Code], imports: Sequence[str]) -> bool:
    """Whether something runs before the new imports: it stands on one line with the docstring."""
    for node in codes[0].tree.body if codes and codes[0].cell is None else ():
        if isinstance(node, ast.Import) and ast.unparse(node) in imports:
            return False
        if not _is_docstring(node) and not _is_future(node):
            return True
    return False


def _in_script(content: bytes, code: Code, imports: Sequence[str]) -> bytes:
    lines = re.split(rb"(?<=\n)|(?<=\r)(?!\n)", content)
    end = re.search(rb"\r\n|\r|\n", content)
    place = _place(code, code.text.split("\n"))
    mark = b"\xef\xbb\xbf" if place == 0 and content.startswith(b"\xef\xbb\xbf") else b""
    new = [line.encode() + (end[0] if end else b"\n") for line in imports]
    lines[place:place] = [mark, *new]
    lines[place + 1 + len(new) :] = [
        line.removeprefix(mark) if number == 0 else line for number, line in enumerate(lines[place + 1 + len(new) :])
    ]
    return b"".join(lines)


def _place(code: Code, lines: Sequence[str]) -> int:
    """How many lines stand above the imports: docstring, `__future__` imports and what is for the interpreter."""
    last = 0
    for number, node in enumerate(code.tree.body):
        if not (number == 0 and _is_docstring(node)) and not _is_future(node):
            break
        last = node.end_lineno or node.lineno
    while last < min(2, len(lines)) and _FIRST_LINES.match(lines[last]):
        last += 1
    while 0 < last < len(lines) and not lines[last].strip():
        last += 1
    return last


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _is_future(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and node.module == "__future__"


def _in_notebook(content: bytes, codes: Sequence[Code], used: Code, imports: Sequence[str]) -> bytes:
    """The notebook with the imports in its first cell of plain Python, or where they are needed first."""
    document = json.loads(content.decode("utf-8-sig"))
    cells = dict(code_cells(document))
    for code in codes:
        if code.cell is None or (code.cell > (used.cell or 0)):
            continue
        cell = cells[code.cell]
        key = "source" if "source" in cell else "input"
        source = cell[key]
        text = source if isinstance(source, str) else "".join(source)
        if text.lstrip().startswith("%%") and code is not used:
            continue
        changed = _in_cell(text, code, imports)
        cell[key] = changed if isinstance(source, str) else re.split(r"(?<=\n)(?!\Z)", changed)
        return dumped(document, content)
    return content


def _in_cell(text: str, code: Code, imports: Sequence[str]) -> str:
    lines = text.split("\n")
    place = 1 if lines[0].startswith("%%") else _place(code, lines) if _begins_with_future(code) else 0
    return "\n".join([*lines[:place], *imports, *lines[place:]])


def _begins_with_future(code: Code) -> bool:
    return any(_is_future(node) for node in code.tree.body)
