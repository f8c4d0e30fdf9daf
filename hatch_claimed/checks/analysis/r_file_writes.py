"""Files that an R script plainly writes, and does nothing else with."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from hatch_claimed.checks.analysis.file_writes import forms
from hatch_claimed.sources.r.calls import RCall, as_call
from hatch_claimed.sources.syntax_tree import walk

if TYPE_CHECKING:
    from tree_sitter import Node

    from hatch_claimed.sources.r.vectors import Vectors

_X_FILE = ("x", "file")
# functions with the first of their arguments, of which one is the path
_FUNCTIONS: Mapping[str, tuple[tuple[str, ...], str]] = {
    **dict.fromkeys(("write.csv", "write.csv2", "write.table", "write_csv", "write_tsv"), (_X_FILE, "file")),
    **dict.fromkeys(("write_delim", "write_rds", "fwrite", "write.xlsx", "write_xml"), (_X_FILE, "file")),
    **dict.fromkeys(("write_xlsx", "write_json"), (("x", "path"), "path")),
    **dict.fromkeys(("write_parquet", "write_feather"), (("x", "sink"), "sink")),
    **dict.fromkeys(("ggsave", "png", "jpeg", "bmp", "tiff", "svg"), (("filename",), "filename")),
    **dict.fromkeys(("pdf", "sink", "save.image"), (("file",), "file")),
    "saveRDS": (("object", "file"), "file"),
    "writeLines": (("text", "con"), "con"),
    "saveWidget": (("widget", "file"), "file"),
    "st_write": (("obj", "dsn"), "dsn"),
    "writeRaster": (("x", "filename"), "filename"),
}
# their other arguments are as many as one likes: the path has its name
_NAMED = frozenset({"save", "cat"})
_HARMLESS = frozenset({"print", "message", "dir.create", "file.exists", "dirname", "basename", "file.path", "paste0"})


@dataclass(frozen=True, slots=True)
class RFileWrite:
    """A call that writes the file at `path`."""

    path: str
    line: int


def unused_writes_by_r(script: Vectors) -> tuple[RFileWrite, ...]:
    """The writes of files that the script does nothing else with, in source order: the first for each path."""
    found: dict[str, int] = {}
    own: set[int] = set()
    for call in script.names.calls:
        place = _written(call)
        path = None if place is None else script.known.value(place)
        if place is not None and isinstance(path, str) and path:
            found.setdefault(path, call.line)
            own.update(node.id for node in walk(place))
    used = frozenset(used_elsewhere(script, own)) if found else frozenset()
    return tuple(RFileWrite(path, line) for path, line in found.items() if used.isdisjoint(forms(path)))


def _written(call: RCall) -> Node | None:
    if call.function in _NAMED:
        return next((one.value for one in call.arguments if one.name == "file"), None)
    formals, wanted = _FUNCTIONS.get(call.function, ((), ""))
    return call.matched(*formals).get(wanted) if formals else None


def used_elsewhere(script: Vectors, own: set[int], harmless: Collection[str] = _HARMLESS) -> Iterator[str]:
    """The paths that stand elsewhere than in these nodes. What `harmless` functions get is no use of a path."""
    for node in script.names.nodes:
        if node.type in {"string", "identifier", "call"} and node.id not in own and not _is_harmless(node, harmless):
            value = script.known.value(node)
            if isinstance(value, str) and "\n" not in value:
                yield str(PurePosixPath(value))


def _is_harmless(node: Node, harmless: Collection[str]) -> bool:
    """Whether a path only gets a name there, becomes a part of another one, or is told."""
    parent = node.parent
    if parent is None:
        return True
    if parent.type == "binary_operator":
        operator = parent.child_by_field_name("operator")
        return operator is not None and (operator.text or b"") in {b"<-", b"=", b"->", b"<<-"}
    if parent.type != "argument" or parent.parent is None or parent.parent.parent is None:
        return parent.type == "call"
    if parent.child_by_field_name("name") == node:
        return True
    call = as_call(parent.parent.parent)
    return call is not None and call.function in harmless
