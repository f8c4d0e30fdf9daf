"""What one Python file says of the modules that it needs."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from hatch_claimed.sources.project_modules.path_entries import PathEntry, locations
from hatch_claimed.sources.python.code import Code, PythonSyntaxProblem, decode, parse
from hatch_claimed.sources.python.run_magics import runs
from hatch_claimed.sources.python.written_modules import written_modules

_SEARCHING = frozenset({"__path__", "iter_modules", "walk_packages"})
_BY_NAME = frozenset({"__import__", "import_module"})


@dataclass(frozen=True, slots=True)
class ImportedModule:
    """A module that a statement asks for by its dotted name, relative with a `level`, and the `names` taken from it."""

    module: str
    level: int = 0
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileImports:
    """What a file imports, the folders that it puts on the module path, and the names that a star takes from it.

    `searches` says that only a run tells what else it imports of its own package. `ran` are paths that it runs by
    IPython's `%run`.
    """

    imported: tuple[ImportedModule, ...] = ()
    locations: tuple[PathEntry, ...] = ()
    exported: tuple[str, ...] = ()
    searches: bool = False
    ran: tuple[str, ...] = ()


# a module is read for each script that imports it, and again by rules
@lru_cache(maxsize=1024)
def parsed(path: str, content: bytes) -> Code | PythonSyntaxProblem:
    """The code of a module, or why it is no Python."""
    text = decode(content)
    return text if isinstance(text, PythonSyntaxProblem) else parse(text, path)


def facts(codes: Sequence[Code]) -> FileImports:
    """What a script, all cells of a notebook, or a module says."""
    # what the script writes itself lies in the working directory, where it could not be written over
    written = written_modules(codes)
    imported = [asked for code in codes for asked in _imported(code) if asked.level or asked.module not in written]
    return FileImports(
        imported=tuple(dict.fromkeys(imported)),
        locations=locations(codes),
        exported=tuple(name for code in codes if "__all__" in code.text for name in _exported(code)),
        searches=any(_searches(code) for code in codes),
        ran=tuple(dict.fromkeys(run.path for run in runs(codes))),
    )


def _imported(code: Code) -> Iterator[ImportedModule]:
    left_out = frozenset(_for_checkers(code)) if "TYPE_CHECKING" in code.text else frozenset[ast.AST]()
    for visit in code.of(ast.Import, ast.ImportFrom):
        node = visit.node
        if node in left_out:
            continue
        if isinstance(node, ast.Import):
            yield from (ImportedModule(alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield ImportedModule(node.module or "", node.level, tuple(alias.name for alias in node.names))
    if any(name in code.text for name in _BY_NAME):
        for call in _calls_by_name(code):
            match call.args:
                case [ast.Constant(value=str(name)), *_] if name.strip("."):
                    module = name.lstrip(".")
                    yield ImportedModule(module, len(name) - len(module))


def _for_checkers(code: Code) -> Iterator[ast.AST]:
    for visit in code.of(ast.If):
        match visit.node:
            case ast.If(test=ast.Name(id="TYPE_CHECKING") | ast.Attribute(attr="TYPE_CHECKING"), body=body):
                yield from (node for statement in body for node in ast.walk(statement))


def _calls_by_name(code: Code) -> Iterator[ast.Call]:
    for visit in code.of(ast.Call):
        match visit.node:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) as call if name in _BY_NAME:
                yield call


def _searches(code: Code) -> bool:
    if any(name in code.text for name in _BY_NAME):
        computed = (call for call in _calls_by_name(code) if not _is_text(call.args[:1]))
        if next(computed, None) is not None:
            return True
    return any(name in code.text for name in _SEARCHING)


def _is_text(nodes: Iterable[ast.expr]) -> bool:
    return any(isinstance(node, ast.Constant) and isinstance(node.value, str) for node in nodes)


def _exported(code: Code) -> Iterator[str]:
    for statement in code.tree.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id="__all__")], value=ast.List(elts=names) | ast.Tuple(elts=names)):
                yield from (one.value for one in names if isinstance(one, ast.Constant) and isinstance(one.value, str))
