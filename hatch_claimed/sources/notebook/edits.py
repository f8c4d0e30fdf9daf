"""What a converted cell changes, beside leaving installations out."""

from __future__ import annotations

import ast
from collections.abc import Collection

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


def without_assignments(code: Code, names: Collection[str]) -> tuple[Code, list[str]]:
    """The code without assignments at its top to the names alone, and which of them it had."""
    found = [(node, target) for node in code.tree.body if (target := _only_target(node)) in names and target]
    return edited(code, (SourceEdit(node, "pass") for node, _ in found)), [target for _, target in found]


def _only_target(statement: ast.stmt) -> str | None:
    match statement:
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            return name
    return None
