"""Files that Python code plainly writes: calls whose path is a constant, and what else is done with that path."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from hatch_claimed.checks.analysis.calls import PythonNames, names
from hatch_claimed.checks.analysis.own_place import OwnPlace, normal, used_defaults
from hatch_claimed.sources.python.code import Code, SyntaxNode, last_name
from hatch_claimed.sources.python.constants import PythonConstants, bindings, constants
from hatch_claimed.sources.referenced_files import PROJECT

# methods by name, with what their first argument is called
_METHODS = {
    **dict.fromkeys(("to_csv", "to_json"), "path_or_buf"),
    **dict.fromkeys(("to_parquet", "to_pickle", "to_feather", "to_stata", "to_netcdf"), "path"),
    **dict.fromkeys(("write_html", "write_image", "write_csv", "write_parquet", "write_json"), "file"),
    **dict.fromkeys(("to_html", "to_markdown", "to_latex"), "buf"),
    **dict.fromkeys(("to_excel",), "excel_writer"),
    **dict.fromkeys(("to_hdf", "to_xml"), "path_or_buf"),
    **dict.fromkeys(("to_file",), "filename"),
    **dict.fromkeys(("savefig", "save_model"), "fname"),
    **dict.fromkeys(("save_weights",), "filepath"),
    **dict.fromkeys(("writeto",), "fileobj"),
}
# functions, with the place of the path among their arguments and its name
_FUNCTIONS = {
    **dict.fromkeys(("numpy.save", "numpy.savez", "numpy.savez_compressed"), (0, "file")),
    **dict.fromkeys(("numpy.savetxt", "matplotlib.pyplot.imsave", "matplotlib.image.imsave"), (0, "fname")),
    **dict.fromkeys(("joblib.dump",), (1, "filename")),
    **dict.fromkeys(("torch.save",), (1, "f")),
    **dict.fromkeys(("torchvision.utils.save_image",), (1, "fp")),
    **dict.fromkeys(("imageio.imwrite", "imageio.imsave", "imageio.mimsave", "imageio.v2.imwrite"), (0, "uri")),
    **dict.fromkeys(("imageio.v3.imwrite", "tifffile.imwrite", "soundfile.write"), (0, "file")),
    **dict.fromkeys(("skimage.io.imsave", "scipy.io.savemat", "scipy.io.wavfile.write"), (0, "fname")),
    **dict.fromkeys(("pyarrow.parquet.write_table",), (1, "where")),
    **dict.fromkeys(("pandas.ExcelWriter",), (0, "path")),
    "cv2.imwrite": (0, "filename"),
}
WITH_MODE = frozenset({
    *("open", "io.open", "codecs.open", "gzip.open", "bz2.open", "lzma.open"),
    *("zipfile.ZipFile", "tarfile.open", "h5py.File", "rasterio.open", "netCDF4.Dataset"),
})  # fmt: skip
"""They write only where their mode says so, which stands behind the path."""
_PATHS = frozenset({"pathlib.Path", "pathlib.PurePath", "pathlib.PosixPath", "os.path.join"})
_OF_PATHS = frozenset({"write_text", "write_bytes"})
_WORDS = ("open", "save", "dump", "write", "to_", "File(", "ExcelWriter")
_DEEPEST = 20
# what makes no use of a file or folder but to tell of it, or to prepare its place
_HARMLESS = frozenset({
    *("print", "debug", "info", "warning", "error", "log", "len"),
    *("makedirs", "mkdir", "exists", "isfile", "isdir", "dirname", "basename", "join"),
    *("Path", "PurePath"),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class FileWrite:
    """A call that writes the file at `path`, as the code has it."""

    path: str
    node: ast.expr
    code: Code


def unused_writes(codes: Sequence[Code]) -> tuple[FileWrite, ...]:
    """The writes of files that the code does nothing else with, in source order: the first for each path.

    A path that stands anywhere else, such as in an output, an upload, or a read, is used there.
    """
    if not any(word in code.text for code in codes for word in _WORDS):
        return ()
    known = KnownValues(codes)
    found: dict[str, list[tuple[FileWrite, ast.expr]]] = {}
    for path, place, call, code in paths(codes, known, _written):
        found.setdefault(path, []).append((FileWrite(path + _suffix(call, path, known), call, code), place))
    if not found:
        return ()
    used = used_elsewhere(codes, known, [place for uses in found.values() for _, place in uses])
    firsts = {path: uses[0][0] for path, uses in found.items()}
    return tuple(one for path, one in firsts.items() if used.isdisjoint(forms(path) | forms(one.path)))


def paths(
    codes: Sequence[Code], known: KnownValues, argument_of: Callable[[ast.Call, KnownValues], ast.expr | None]
) -> Iterator[tuple[str, ast.expr, ast.Call, Code]]:
    """The calls with a constant path, in source order: the path, the argument that it is, and the call."""
    for code in codes:
        for call in code.calls:
            place = argument_of(call, known)
            if place is not None and (path := known.path(place)):
                yield path, place, call, code


class KnownValues:
    """What names and expressions of the code stand for. All of it is worked out when it is first asked for.

    With `script`, the place of the code in its project, `__file__` stands for this, below PROJECT.
    """

    def __init__(self, codes: Sequence[Code], script: PurePosixPath | None = None) -> None:
        self._codes = codes
        self._script = script if any("__file__" in code.text for code in codes) else None

    @cached_property
    def names(self) -> PythonNames:
        """The names by what is imported."""
        return names(self._codes)

    @cached_property
    def _constants(self) -> PythonConstants:
        return constants(self._codes)

    @cached_property
    def _paths(self) -> Mapping[str, ast.expr]:
        """What variables of the module are assigned that get one value: `out = Path('results')`."""
        bound = Counter(name for code in self._codes for name in bindings(code))
        return {
            target.id: node.value
            for code in self._codes
            for node in code.tree.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call | ast.BinOp)
            for target in node.targets
            if isinstance(target, ast.Name) and bound[target.id] == 1
        }

    @cached_property
    def _own(self) -> Mapping[str, ast.expr]:
        """What variables of any scope are assigned that get one value, as far as they may hold the script's place."""
        bound = Counter(name for code in self._codes for name in bindings(code))
        nodes = (visit.node for code in self._codes for visit in code.of(ast.Assign, ast.AnnAssign))
        return {
            target.id: node.value
            for node in nodes
            if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None
            for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
            if isinstance(target, ast.Name) and bound[target.id] == 1
        }

    @cached_property
    def _defaults(self) -> Mapping[int, ast.expr]:
        return used_defaults(self._codes) if self._script else {}

    def source(self, node: ast.expr) -> ast.expr:
        """The default that a parameter of a function stands for, or the expression itself."""
        return self._defaults.get(id(node), node)

    def path(self, node: ast.expr, depth: int = 0) -> str | None:
        """The text of a path: a constant, or one that `Path`, `/` and `os.path.join` put together of such."""
        if depth > _DEEPEST:
            return None
        own = self._own_place(node, depth) if self._script else None
        return normal(own or self._path(node, depth))

    def _own_place(self, node: ast.expr, depth: int) -> str | None:
        """What an expression makes of the script's place, below PROJECT; None for another one."""
        if isinstance(node, ast.Name) and (value := self._defaults.get(id(node)) or self._own.get(node.id)):
            found = self.path(value, depth + 1)
            return found if found and found.startswith(str(PROJECT)) else None
        script = self._script or PurePosixPath()
        return OwnPlace(script, self.names, lambda part: self.path(part, depth + 1)).path(node)

    def _path(self, node: ast.expr, depth: int) -> str | None:
        match node:
            case ast.Constant(value=value):
                return value if isinstance(value, str) else None
            case ast.Call(func=function, args=parts, keywords=[]) if parts and self.names.full(function) in _PATHS:
                return self._joined(parts, depth)
            case ast.BinOp(left=left, op=ast.Div(), right=right):
                return self._joined([left, right], depth)
            case ast.Name(id=name) if name in self._paths:
                return self.path(self._paths[name], depth + 1) or self._text(node)
        return self._text(node)

    def _joined(self, parts: Sequence[ast.expr], depth: int) -> str | None:
        texts = [self.path(part, depth + 1) for part in parts]
        return None if None in texts else str(PurePosixPath(*(text for text in texts if text)))

    def _text(self, node: ast.expr) -> str | None:
        constant = self._constants.fold(node)
        return constant.value if constant and isinstance(constant.value, str) else None


def _written(call: ast.Call, known: KnownValues) -> ast.expr | None:
    """The expression of the path that a call writes to, None where it writes none, or not plainly."""
    match call.func:
        case ast.Attribute(value=receiver, attr="open") if writes_by_mode(call, 0) and known.path(receiver):
            return receiver
        case ast.Attribute(value=receiver, attr=method) if method in _OF_PATHS:
            return receiver
        case ast.Attribute(attr=method) if method in _METHODS:
            return argument(call, 0, _METHODS[method])
        case ast.Attribute(attr="save") if (first := argument(call, 0, "filename")) and _has_suffix(first):
            return first
    name = known.names.full(call.func) if isinstance(call.func, ast.Name | ast.Attribute) else None
    if name in _FUNCTIONS:
        return argument(call, *_FUNCTIONS[name])
    return argument(call, 0, "file") if name in WITH_MODE and writes_by_mode(call, 1) else None


def argument(call: ast.Call, place: int, name: str) -> ast.expr | None:
    """An argument by its name, else by its place."""
    named = next((keyword.value for keyword in call.keywords if keyword.arg == name), None)
    return named or (call.args[place] if place < len(call.args) else None)


def writes_by_mode(call: ast.Call, place: int) -> bool:
    """Whether a mode says that a new file is written: `w`, `x`, or `a`."""
    mode = argument(call, place, "mode")
    return isinstance(mode, ast.Constant) and isinstance(mode.value, str) and mode.value[:1] in {"w", "x", "a"}


def _has_suffix(node: ast.expr) -> bool:
    """Whether it is surely a file: `save` means many things."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(PurePosixPath(node.value).suffix)


def _suffix(call: ast.Call, path: str, known: KnownValues) -> str:
    """What a function adds to the name of a file that has no such suffix."""
    name = known.names.full(call.func) or ""
    if isinstance(call.func, ast.Attribute) and call.func.attr == "savefig" and not PurePosixPath(path).suffix:
        return ".png"
    wanted = ".npy" if name == "numpy.save" else ".npz" if name.startswith("numpy.savez") else ""
    return "" if path.endswith(wanted) else wanted


def forms(path: str) -> set[str]:
    """The texts that mean the file, or a folder that it lies in."""
    whole = PurePosixPath(path)
    return {str(one) for one in (whole, *whole.parents) if str(one) != "."}


def used_elsewhere(
    codes: Sequence[Code], known: KnownValues, places: Sequence[ast.expr], harmless: Collection[str] = _HARMLESS
) -> frozenset[str]:
    """The paths that stand elsewhere than in these places: a text, a name, or what is put together of such.

    What `harmless` functions get is no use of a path.
    """
    own = {id(node) for place in places for node in ast.walk(place)}
    parents = {id(visit.node): visit for code in codes for visit in code.visits}
    kinds = (ast.Constant, ast.Name, ast.JoinedStr, ast.BinOp, ast.Call)
    found: set[str] = set()
    for visit in (visit for code in codes for visit in code.of(*kinds)):
        node = visit.node
        if isinstance(node, ast.expr) and id(node) not in own and not _is_harmless(visit, parents, harmless):
            text = known.path(node)
            if text and "\n" not in text:
                found.add(str(PurePosixPath(text)))
    return frozenset(found)


def _is_harmless(visit: SyntaxNode, parents: Mapping[int, SyntaxNode], harmless: Collection[str]) -> bool:
    """Whether a path only gets a name there, becomes a part of another one, or is told."""
    node, parent = visit.node, visit.parent
    if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
        return True
    match parent:
        case ast.Assign(targets=targets):
            return all(isinstance(target, ast.Name) for target in targets)
        case ast.Expr() | ast.JoinedStr() | ast.FormattedValue() | ast.BinOp():
            return True
        case ast.Call(func=function):
            return node is not function and last_name(function) in harmless
        case ast.Attribute(attr=method):
            around = parents[id(parent)].parent
            return method in {*harmless, "parent", "name"} and isinstance(around, ast.Call | ast.Attribute)
    return False
