"""The modules that a script imports."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath

from hatch_claimed.model import File
from hatch_claimed.sources.operators import ReadOperator
from hatch_claimed.sources.project_modules.file_imports import parsed
from hatch_claimed.sources.python.code import Code, PythonSyntaxProblem
from hatch_claimed.sources.python.conditions import HOSTED, holds
from hatch_claimed.sources.python.ipython import magics
from hatch_claimed.sources.python.run_magics import runs
from hatch_claimed.sources.reader import ScriptSource

_OF_MISSING_MODULES = frozenset({"ImportError", "ModuleNotFoundError", "Exception", "BaseException"})
_OF_THE_MACHINE = frozenset({"TYPE_CHECKING", "find_spec", "name", "platform", "system", "version_info"})
_EXTENDING = frozenset({"load_ext", "reload_ext"})
_OF_IPYTHON = frozenset({"autoreload", "deduperreload", "storemagic"})
_STATEMENTS = (ast.Import, ast.ImportFrom)
_COMPUTED = frozenset({"__import__", "exec", "eval", "import_module", "run_path", "run_module"})


@dataclass(frozen=True, slots=True)
class Import:
    """One module that a statement imports, or `%load_ext`, by its full name (`google.cloud.storage`).

    `may_fail` says that the script goes on without it: the statement stands in a `try` for that, or under a condition
    that says on which machine or for which checker it is meant.
    """

    module: str
    node: ast.Import | ast.ImportFrom | ast.Call
    code: Code
    may_fail: bool

    @property
    def top(self) -> str:
        """The name's first part."""
        return self.module.partition(".")[0]

    @property
    def place(self) -> tuple[int, int, int]:
        """Where it stands, to sort by."""
        return (self.code.cell or 0, self.node.lineno, self.node.col_offset)


def imports(codes: Iterable[Code]) -> tuple[Import, ...]:
    """All imports of other modules in source order; relative ones are left out."""
    return _imports(tuple(codes))


# several rules ask for the imports of one script before those of the next
@lru_cache(maxsize=2)
def _imports(codes: tuple[Code, ...]) -> tuple[Import, ...]:
    return tuple(sorted((one for code in codes for one in _of(code)), key=lambda one: one.place))


def imports_of_files(subject: ReadOperator) -> tuple[Import, ...] | None:
    """What the Python files import that the script brings along; None when one of them cannot be read."""
    codes = [_parsed(file) for file in _brought(subject) if file.path.suffix == ".py"]
    readable = [code for code in codes if not isinstance(code, PythonSyntaxProblem)]
    return imports(readable) if len(readable) == len(codes) else None


def codes_of(file: File) -> tuple[Code, ...]:
    """The code of a module, or of the cells of a notebook that another one runs; empty where it is no Python."""
    if file.path.suffix != ".ipynb":
        code = _parsed(file)
        return () if isinstance(code, PythonSyntaxProblem) else (code,)
    from hatch_claimed.sources.notebook.reader import NotebookReader

    return NotebookReader().read(ScriptSource(file.path, file.content)).details.codes


def place_in(line: int | None, cell: int | None) -> str:
    """How a message names a line of another file."""
    return f"line {line}" if cell is None else f"cell {cell}, line {line}"


def _parsed(file: File) -> Code | PythonSyntaxProblem:
    return parsed(str(file.path), file.content)


def brought_along(subject: ReadOperator) -> frozenset[str]:
    """The modules that are found in the image: the operator's own files and modules, its script among them."""
    operator = subject.operator
    paths = (operator.place, *(file.path for file in _brought(subject)))
    # a script that `%run` runs also finds what lies beside it
    ran = {
        place.parent for run in runs(subject.details.codes) for place in run.places(operator.place) if place in paths
    }
    folders = (operator.path.parent, *operator.folders, *sorted(ran))
    near = (path.relative_to(folder) for path in paths for folder in folders if path.is_relative_to(folder))
    return frozenset(path.parts[0].partition(".")[0] for path in near)


def _brought(subject: ReadOperator) -> tuple[File, ...]:
    return (*subject.operator.files, *subject.operator.modules)


def leading_to(path: PurePosixPath, subject: ReadOperator) -> Import | None:
    """What makes the script bring a module of the project along, as far as names tell: an import, or a `%run`.

    Otherwise it is the first of them.
    """
    codes, folders = subject.details.codes, (subject.operator.path.parent, *subject.operator.folders)
    ran = {place: run for run in runs(codes) for place in run.places(subject.operator.place)}
    if path in ran:
        return Import(path.stem, ran[path].magic.call, ran[path].code, may_fail=False)
    tops = {path.relative_to(one).parts[0].partition(".")[0] for one in folders if path.is_relative_to(one)}
    every = sorted((one for code in codes for one in _statements(code)), key=lambda one: one.place)
    every += [Import(run.path, run.magic.call, run.code, may_fail=False) for run in ran.values()]
    return next((one for one in every if one.top in tops), next(iter(every), None))


def _statements(code: Code) -> Iterator[Import]:
    for visit in code.of(ast.Import, ast.ImportFrom):
        match visit.node:
            case ast.ImportFrom(module=str(module), level=0) as node:
                yield Import(module, node, code, may_fail=False)
            case (ast.ImportFrom(names=names) | ast.Import(names=names)) as node:
                yield from (Import(alias.name, node, code, may_fail=False) for alias in names)


def has_broken_cells(subject: ReadOperator) -> bool:
    """Whether a notebook has cells that do not parse, of which nobody knows what they import or install."""
    cells = subject.operator.interface.program.cells
    return subject.operator.language.has_cells and len(subject.details.codes) != len(cells)


def imports_computed_names(codes: Iterable[Code]) -> bool:
    """Whether the code imports or runs what only a running script knows."""
    return any(
        (isinstance(node, ast.Name) and node.id in _COMPUTED)
        or (isinstance(node, ast.Attribute) and node.attr in _COMPUTED)
        for code in codes
        for node in (visit.node for visit in code.of(ast.Name, ast.Attribute))
    )


def looks_elsewhere(codes: Iterable[Code]) -> bool:
    """Whether the code changes where Python looks for modules."""
    return any("sys.path" in code.text or "site.addsitedir" in code.text for code in codes)


def _of(code: Code) -> Iterator[Import]:
    found = [visit.node for visit in code.of(ast.Import, ast.ImportFrom) if isinstance(visit.node, _STATEMENTS)]
    guarded = frozenset(_guarded(code)) if found else frozenset[ast.AST]()
    for node in found:
        for module in _modules(node):
            yield Import(module, node, code, node in guarded)
    if "load_ext'" in code.text:
        for magic in magics(code):
            if magic.name in _EXTENDING and (name := magic.line.strip()).replace(".", "_").isidentifier():
                # its own lie in a package that is no module (IPython, `ExtensionManager`)
                yield Import(name, magic.call, code, may_fail=name in _OF_IPYTHON)


def _modules(node: ast.Import | ast.ImportFrom) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif node.module and not node.level:
        # what comes from a package may be a module, and of another distribution: `from google.cloud import storage`
        yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _guarded(code: Code) -> Iterator[ast.AST]:
    for visit in code.of(ast.Try, ast.If, ast.With):
        if _is_guard(visit.node):
            yield from ast.walk(visit.node)
    lowered = code.text.lower()
    if any(service in lowered for service in HOSTED):
        yield from _on_services(code)


def _on_services(code: Code) -> Iterator[ast.AST]:
    """What only runs on the machines of Colab or Kaggle: `if IN_COLAB:`."""
    for visit in code.of(ast.If):
        if isinstance(visit.node, ast.If):
            for branch, statements in (("body", visit.node.body), ("else", visit.node.orelse)):
                if holds(visit.node, branch) is False:
                    yield from (node for statement in statements for node in ast.walk(statement))


def _is_guard(node: ast.AST) -> bool:
    match node:
        case ast.Try(handlers=handlers):
            return any(handler.type is None or _names(handler.type) & _OF_MISSING_MODULES for handler in handlers)
        case ast.If(test=test):
            return bool(_names(test) & _OF_THE_MACHINE)
        case ast.With(items=items):
            return any(_names(item.context_expr) & _OF_MISSING_MODULES for item in items)
    return False


def _names(node: ast.AST) -> set[str]:
    nodes = list(ast.walk(node))
    names = {node.id for node in nodes if isinstance(node, ast.Name) if node.id != "name"}
    return names | {node.attr for node in nodes if isinstance(node, ast.Attribute)}
