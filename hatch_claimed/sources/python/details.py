"""What rules look at in Python code: its comments and its string literals."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from hatch_claimed.sources.python.code import Code
from hatch_claimed.sources.reader import ScriptDetails, ScriptText


def details(codes: Sequence[Code]) -> ScriptDetails:
    """Comments and literals of a script, or of all cells, in source order."""
    return ScriptDetails(
        codes=tuple(codes),
        comments=tuple(text for code in codes for text in _comments(code)),
        literals=tuple(
            text for code in codes for text in sorted(_literals(code), key=lambda text: (text.line, text.column))
        ),
    )


def _comments(code: Code) -> Iterator[ScriptText]:
    for comment in code.comments.values():
        yield ScriptText(comment.text, comment.line, comment.column, code.cell)


def _literals(code: Code) -> Iterator[ScriptText]:
    """String constants, without docstrings and other strings that stand alone as a statement."""
    # the walk is from right to left, which pieces at one place would keep
    for visit in reversed(code.of(ast.Constant)):
        node = visit.node
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and not isinstance(visit.parent, ast.Expr):
            # where a piece of an f-string begins, only Python 3.12 and newer tell
            whole = visit.parent if isinstance(visit.parent, ast.JoinedStr) else node
            yield ScriptText(node.value, whole.lineno, whole.col_offset + 1, code.cell)
