"""What a converted cell changes, beside leaving installations out."""

from __future__ import annotations

import ast

from hatch_claimed.sources.notebook.cell import converted_text
from hatch_claimed.sources.python.code import Code, parse
from hatch_claimed.sources.python.edits import SourceEdit, edited
from hatch_claimed.sources.python.ipython import magics


def timed_run_plainly(code: Code) -> Code:
    """The code with `statement` for `%time statement`: what it reads and sets must be found."""
    edits = (
        SourceEdit(magic.call, statement)
        for magic in magics(code)
        if magic.name == "time" and magic.body is None and magic.alone
        if (statement := _statement(magic.line))
    )
    return edited(code, edits)


def without_future_imports(code: Code) -> tuple[Code, tuple[str, ...]]:
    """The code without `from __future__ import …`, and the names: a script has them at its top or not at all."""
    found = [node for node in code.tree.body if isinstance(node, ast.ImportFrom) and node.module == "__future__"]
    names = tuple(alias.name for node in found for alias in node.names)
    return edited(code, (SourceEdit(node, "pass") for node in found)), names


def _statement(line: str) -> str | None:
    """The one-line statement that `%time` is to run, None when it is something else."""
    text = line.strip()
    if not text or text.startswith("-"):
        return None
    plain = (converted_text(text) or text).strip()
    code = parse(plain, "")
    if not isinstance(code, Code) or "\n" in plain or not all(_is_simple(node) for node in code.tree.body):
        return None
    return plain


def _is_simple(statement: ast.stmt) -> bool:
    return not hasattr(statement, "body")
