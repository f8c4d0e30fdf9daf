"""Files that Python code plainly reads, by a path that is a constant, and does nothing else with."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from hatch_claimed.checks.analysis.file_writes import WITH_MODE, KnownValues, argument, paths, used_elsewhere
from hatch_claimed.sources.python.code import Code
from hatch_claimed.sources.python.environment.places import around

_TABLES = re.compile(
    r"(?:pandas|geopandas|polars|dask\.dataframe|pyarrow\.\w+)"
    r"\.(?:read|scan)_(?:csv|table|parquet|json|ndjson|excel|feather|pickle|hdf|xml|stata|spss|sas|orc|fwf|file|ipc)"
)
_FUNCTIONS = {
    **dict.fromkeys(("numpy.load", "numpy.loadtxt", "numpy.genfromtxt", "numpy.fromfile"), "fname"),
    **dict.fromkeys(("joblib.load", "nibabel.load", "torch.load"), "filename"),
    **dict.fromkeys(("PIL.Image.open", "scipy.io.loadmat", "librosa.load", "soundfile.read"), "fp"),
    **dict.fromkeys(
        ("cv2.imread", "skimage.io.imread", "matplotlib.pyplot.imread", "matplotlib.image.imread"), "fname"
    ),
    **dict.fromkeys(("imageio.imread", "imageio.v2.imread", "imageio.v3.imread"), "uri"),
    **dict.fromkeys(("xarray.open_dataset", "xarray.load_dataset", "xarray.open_dataarray"), "filename_or_obj"),
    "fiona.open": "fp",
}
_METHODS = frozenset({"read_text", "read_bytes"})
_HARMLESS = frozenset({"print", "debug", "info", "warning", "join", "Path", "PurePath", "basename", "dirname"})
_OF_MISSING_FILES = frozenset(
    {"FileNotFoundError", "OSError", "IOError", "EnvironmentError", "Exception", "BaseException"}
)
_ENDING = frozenset({"exit", "_exit", "quit", "abort"})
_WORDS = ("open", "read", "load", "File(", "Dataset(", "genfromtxt", "fromfile")


@dataclass(frozen=True, slots=True)
class FileRead:
    """A call that reads the file at `path`."""

    path: str
    node: ast.expr
    code: Code


def plain_reads(codes: Sequence[Code], script: PurePosixPath | None = None) -> tuple[FileRead, ...]:
    """The reads of files that the code does nothing else with, in source order: the first for each path.

    With `script`, the place of the code in its project, also by paths that it makes of `__file__`, below PROJECT.

    A path that stands anywhere else, such as in a test whether the file is there, may be made or fetched.
    """
    if not any(word in code.text for code in codes for word in _WORDS):
        return ()
    known = KnownValues(codes, script)
    found: dict[str, FileRead] = {}
    places: list[ast.expr] = []
    for path, place, call, code in paths(codes, known, _read):
        places += [place, known.source(place)]
        if not _goes_on_without(call, code):
            found.setdefault(str(PurePosixPath(path)), FileRead(path, call, code))
    used = used_elsewhere(codes, known, places, _HARMLESS) if found else frozenset()
    return tuple(one for path, one in found.items() if path not in used)


def _goes_on_without(call: ast.Call, code: Code) -> bool:
    """Whether the script goes on where the file is missing."""
    for child, parent in around(code, call):
        if isinstance(parent, ast.Try) and child in parent.body and any(map(_forgives, parent.handlers)):
            return True
        if isinstance(parent, ast.With) and child in parent.body:
            names = [name for item in parent.items for name in _names(item.context_expr)]
            if "suppress" in names and not _OF_MISSING_FILES.isdisjoint(names):
                return True
    return False


def _forgives(handler: ast.ExceptHandler) -> bool:
    if handler.type is not None and _OF_MISSING_FILES.isdisjoint(_names(handler.type)):
        return False
    nodes = [node for statement in handler.body for node in ast.walk(statement)]
    ends = any(isinstance(node, ast.Call) and not _ENDING.isdisjoint(_names(node.func)) for node in nodes)
    return not ends and not any(isinstance(node, ast.Raise) for node in nodes)


def _names(node: ast.AST) -> list[str]:
    return [
        one.id if isinstance(one, ast.Name) else one.attr
        for one in ast.walk(node)
        if isinstance(one, ast.Name | ast.Attribute)
    ]


def _read(call: ast.Call, known: KnownValues) -> ast.expr | None:
    """The expression of the path that a call reads, None where it reads none, or not plainly."""
    match call.func:
        case ast.Attribute(value=receiver, attr="open") if not _writes(call, 0) and known.path(receiver):
            return receiver
        case ast.Attribute(value=receiver, attr=method) if method in _METHODS:
            return receiver
    name = known.names.full(call.func) if isinstance(call.func, ast.Name | ast.Attribute) else None
    if name is None:
        return None
    if name in WITH_MODE:
        return None if _writes(call, 1) else argument(call, 0, "file")
    if _TABLES.fullmatch(name):
        return call.args[0] if call.args else None
    return argument(call, 0, _FUNCTIONS[name]) if name in _FUNCTIONS else None


def _writes(call: ast.Call, place: int) -> bool:
    mode = argument(call, place, "mode")
    is_read = isinstance(mode, ast.Constant) and str(mode.value) in {"r", "rb", "rt", "r:gz", "r:*", "r:bz2"}
    return mode is not None and not is_read
