"""Modules that a script uses without importing them."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from hatch_claimed.sources.python.code import Code
from hatch_claimed.sources.python.constants import bindings

MODULES = ("logging", "os", "re", "sys")
"""What C3 imports before each script, so that its users leave it out."""


def unimported(codes: Sequence[Code]) -> dict[str, tuple[Code, ast.Name]]:
    """Those of MODULES that the code uses and that nothing in it binds, each with its first use.

    Nothing where names may come from elsewhere: `from … import *`, or another notebook.
    """
    imported = set(_imported(codes))
    wanted = {name for name in MODULES if name not in imported and any(name in code.text for code in codes)}
    if not wanted or "*" in imported or any(_runs_others(code) for code in codes):
        return {}
    used: dict[str, tuple[Code, ast.Name]] = {}
    for code, node in _used(codes, wanted):
        used.setdefault(node.id, (code, node))
    bound = {name for code in codes for name in bindings(code)} if used else set()
    return {name: used[name] for name in sorted(used) if name not in bound}


def _imported(codes: Sequence[Code]) -> Iterator[str]:
    for node in (visit.node for code in codes for visit in code.of(ast.Import, ast.ImportFrom)):
        if isinstance(node, ast.Import):
            yield from (one.asname or one.name.partition(".")[0] for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (one.asname or one.name for one in node.names)


def _used(codes: Sequence[Code], wanted: set[str]) -> Iterator[tuple[Code, ast.Name]]:
    for code in codes:
        nodes = [visit.node for visit in code.of(ast.Name)]
        names = [node for node in nodes if isinstance(node, ast.Name) and node.id in wanted]
        yield from ((code, node) for node in sorted(names, key=lambda node: (node.lineno, node.col_offset)))


def _runs_others(code: Code) -> bool:
    """Whether `%run` or `%load` may bring names."""
    return "run_line_magic('run'" in code.text or "run_line_magic('load" in code.text
