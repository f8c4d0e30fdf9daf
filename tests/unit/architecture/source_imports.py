"""The imports of a source tree, read from its syntax trees.

All of them count for the order of stages: those of a module, those in functions, those for types alone, and modules
that are named in a text, which is how some are imported later. For circles only those count that run when a module is
imported.
"""

import ast
import re
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath

OURS = "hatch_claimed"
_NAMED = re.compile(rf"({OURS}(?:\.\w+)+)(?::\w+)?")


@dataclass(frozen=True)
class Import:
    """`path` imports `module`, which is a dotted name from the root of the tree; `at_once` when it is imported itself."""

    path: PurePosixPath
    line: int
    module: str
    at_once: bool

    def __str__(self):
        return f"{self.path}:{self.line} imports {self.module}"


@dataclass(frozen=True)
class SourceTree:
    """A folder with packages."""

    root: object

    def files(self, folder=OURS):
        found = (PurePosixPath(path.relative_to(self.root)) for path in (self.root / folder).rglob("*.py"))
        return sorted(path for path in found if "__pycache__" not in path.parts)

    def imports(self, path):
        """All imports of a file, whosever modules they are of."""
        return _imports(self, path)

    def read(self, path):
        tree = ast.parse((self.root / path).read_text(encoding="utf-8"))
        later = {id(inner) for node in ast.walk(tree) if _is_later(node) for inner in _body(node)}
        for node in ast.walk(tree):
            for module in self._modules(node, path):
                yield Import(path, node.lineno, module, at_once=id(node) not in later and not _is_text(node))

    def _modules(self, node, path):
        match node:
            case ast.Import(names):
                return [alias.name for alias in names]
            case ast.ImportFrom(module, names, level):
                package = ".".join([*path.parts[:-level], *([module] if module else [])]) if level else module
                return [self._deepest(package, alias.name) for alias in names]
            case ast.Constant(str(text)) if found := _NAMED.fullmatch(text):
                return [found[1]] if self.file_of(found[1]) else []
        return []

    def _deepest(self, package, name):
        """What `from package import name` imports: the module of that name, else the package."""
        return f"{package}.{name}" if self.file_of(f"{package}.{name}") else package

    def file_of(self, module):
        """The file of a module of the tree; None for those of others."""
        path = PurePosixPath(*module.split("."))
        candidates = (path / "__init__.py", path.with_name(f"{path.name}.py"))
        return next((one for one in candidates if (self.root / one).is_file()), None)

    def stage_of(self, module):
        """`settings/`, `plan.py`, or `__init__.py` for the package itself; None for modules of others."""
        first, *parts = module.split(".")
        if first != OURS:
            return None
        below = self.root / OURS
        if parts and (below / parts[0]).is_dir():
            return f"{parts[0]}/"
        return f"{parts[0]}.py" if parts and (below / f"{parts[0]}.py").is_file() else "__init__.py"

    def stages(self):
        """All stages that there are."""
        return {below(path) for path in self.files()}


@cache
def _imports(tree, path):
    return tuple(tree.read(path))


def below(path):
    """The stage that a file belongs to."""
    return f"{path.parts[1]}/" if len(path.parts) > 2 else path.parts[1]


def wrong_ways(tree, page):
    """Imports of what stands right of the importing stage, each with the exceptions that allow it."""
    order = {stage: number for number, stage in enumerate(page.stages)}
    for path in tree.files():
        source = order.get(below(path))
        for one in tree.imports(path):
            target = tree.stage_of(one.module)
            if source is not None and target in order and order[target] > source:
                inside = path.relative_to(OURS).as_posix()
                yield one, [each for each in page.exceptions if each[1] == target and _covers(each[0], inside)]


def _covers(written, path):
    return path == written or (written.endswith("/") and path.startswith(written))


def _is_later(node):
    if isinstance(node, ast.If):
        return "TYPE_CHECKING" in ast.unparse(node.test)
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)


def _body(node):
    return [inner for part in (node.body if isinstance(node.body, list) else [node.body]) for inner in ast.walk(part)]


def _is_text(node):
    return isinstance(node, ast.Constant)
