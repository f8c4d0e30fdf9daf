"""The project's own modules that a script imports, which its image must have."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import PurePosixPath

from hatch_claimed.sources.python.code import Code, PythonSyntaxProblem, decode, parse
from hatch_claimed.system.tree import Tree


def imported_modules(tree: Tree, script: PurePosixPath, codes: Iterable[Code]) -> tuple[PurePosixPath, ...]:
    """The modules and packages beside a script that it imports; of a package, its `__init__.py`."""
    found: dict[PurePosixPath, None] = {}
    for name in _names(codes):
        for path in (script.parent / f"{name}.py", script.parent / name / "__init__.py"):
            if path != script and tree.is_file(path):
                found[path] = None
    return tuple(found)


def included_modules(tree: Tree, script: PurePosixPath, codes: Iterable[Code]) -> tuple[PurePosixPath, ...]:
    """The same with what those import in turn, sorted."""
    found: dict[PurePosixPath, None] = {}
    todo = list(imported_modules(tree, script, codes))
    while todo:
        path = todo.pop()
        if path not in found:
            found[path] = None
            todo.extend(
                one for one in imported_modules(tree, _beside(script, path), module_code(tree, path)) if one != script
            )
    return tuple(sorted(found))


def folder_of(module: PurePosixPath) -> PurePosixPath:
    """The folder of a package, a module itself."""
    return module.parent if module.name == "__init__.py" else module


def imported_names(script: PurePosixPath, codes: Iterable[Code]) -> Iterator[str]:
    """The modules that a script may mean by its imports, each with the package that it is in: `flood.task`."""
    for code in codes:
        for visit in code.of(ast.Import, ast.ImportFrom):
            for parts in _dotted(script, visit.node):
                yield from (f"{package}.{module}" for package, module in pairwise(parts))


def _dotted(script: PurePosixPath, node: ast.AST) -> Iterator[list[str]]:
    match node:
        case ast.Import(names=names):
            yield from (alias.name.split(".") for alias in names)
        case ast.ImportFrom(module=module, names=names, level=level):
            around = [*script.parent.parts][: len(script.parent.parts) - level + 1] if level else []
            inner = module.split(".") if module else []
            yield from ([*around[-1:], *inner, alias.name] for alias in names)


def _beside(script: PurePosixPath, path: PurePosixPath) -> PurePosixPath:
    """Where imports of a helper are looked up: in the script's folder, as Python does."""
    return script.parent / path.name


def module_code(tree: Tree, path: PurePosixPath) -> tuple[Code, ...]:
    """A module, parsed; nothing where it is no Python."""
    content = tree.try_read(path)
    if content is None:
        return ()
    text = decode(content)
    code = text if isinstance(text, PythonSyntaxProblem) else parse(text, str(path))
    return () if isinstance(code, PythonSyntaxProblem) else (code,)


def _names(codes: Iterable[Code]) -> Iterator[str]:
    for code in codes:
        for visit in code.of(ast.Import, ast.ImportFrom):
            match visit.node:
                case ast.Import(names=names):
                    yield from (alias.name.partition(".")[0] for alias in names)
                case ast.ImportFrom(module=str(module), level=0):
                    yield module.partition(".")[0]
