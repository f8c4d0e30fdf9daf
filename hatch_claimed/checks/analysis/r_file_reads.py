"""Files that an R script plainly reads, by a path that is a constant, and does nothing else with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from hatch_claimed.checks.analysis.r_file_writes import used_elsewhere
from hatch_claimed.checks.analysis.r_libraries import goes_on_without
from hatch_claimed.sources.project_modules.sourced_files import from_root
from hatch_claimed.sources.syntax_tree import walk

if TYPE_CHECKING:
    from tree_sitter import Node

    from hatch_claimed.sources.r.calls import RCall
    from hatch_claimed.sources.r.vectors import Vectors

# functions with what their first argument is called, which is the path
_FUNCTIONS: Mapping[str, str] = {
    **dict.fromkeys(
        ("read.csv", "read.csv2", "read.table", "read.delim", "read.delim2", "read.fwf", "read.dta"), "file"
    ),
    **dict.fromkeys(("read_csv", "read_csv2", "read_tsv", "read_delim", "read_table", "read_fwf", "read_rds"), "file"),
    **dict.fromkeys(("read_lines", "read_file", "readRDS", "load", "source", "sys.source", "scan", "dget"), "file"),
    **dict.fromkeys(("read_sav", "read_dta", "read_sas", "read_por", "read_parquet", "read_feather", "vroom"), "file"),
    **dict.fromkeys(("read_excel", "read_xlsx", "read_xls"), "path"),
    **dict.fromkeys(("read.xlsx", "readWorkbook"), "xlsxFile"),
    **dict.fromkeys(("read_json", "fromJSON"), "path"),
    **dict.fromkeys(("read_yaml", "yaml.load_file", "fread", "read_xml"), "input"),
    **dict.fromkeys(("st_read", "read_sf", "read_stars"), "dsn"),
    **dict.fromkeys(("rast", "vect", "raster", "brick", "stack"), "x"),
    **dict.fromkeys(("nc_open", "readPNG", "readJPEG"), "filename"),
    "readLines": "con",
    "image_read": "path",
}
_HARMLESS = frozenset({"print", "message", "cat", "file.path", "paste0", "basename", "dirname"})


@dataclass(frozen=True, slots=True)
class RFileRead:
    """A call that reads the file at `path`."""

    path: str
    line: int


def plain_reads_by_r(script: Vectors) -> tuple[RFileRead, ...]:
    """The reads of files that the script does nothing else with, in source order: the first for each path."""
    found: dict[str, RFileRead] = {}
    own: set[int] = set()
    for call in script.names.calls:
        place = _read(call)
        path = None if place is None else from_root(place) or script.known.value(place)
        if place is not None and isinstance(path, str) and path and "\n" not in path:
            own.update(node.id for node in walk(place))
            if not goes_on_without(call.node):
                found.setdefault(str(PurePosixPath(path)), RFileRead(path, call.line))
    used = frozenset(used_elsewhere(script, own, _HARMLESS)) if found else frozenset()
    return tuple(one for path, one in found.items() if path not in used)


def _read(call: RCall) -> Node | None:
    formal = _FUNCTIONS.get(call.function)
    return None if formal is None else call.matched(formal).get(formal)
