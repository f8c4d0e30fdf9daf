"""The cells of a notebook file, in all versions of its format."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from hatch_claimed.model import Finding
from hatch_claimed.sources.python.code import with_plain_line_ends
from hatch_claimed.sources.python.reader import printable

_PYTHON = re.compile(r"i?python[\d.]*", re.IGNORECASE)
_OTHER_KERNELS = re.compile(
    r"(py)?spark\w*kernel|sparkr?kernel|apache_toree\w*|i?r|irkernel|xr|(i?julia|scala|bash|sos)\b.*", re.IGNORECASE
)
_LOWEST_HEADING = 6


@dataclass(frozen=True, slots=True)
class SourceCell:
    """One cell as its author sees it, with its tags. Cells of all kinds are numbered together, from 1."""

    number: int
    kind: Literal["code", "markdown", "other"]
    text: str
    tags: frozenset[str] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to see in it."""
        return not self.text.strip()


def cells(content: bytes, path: str) -> tuple[SourceCell, ...] | Finding:
    """The cells of a notebook, or CLM011 when it is none, or CLM012 when its kernel is not Python's."""
    try:
        document: object = json.loads(content.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        return _no_notebook(path, f"its JSON breaks off: {error.msg}", error.lineno, error.colno)
    except UnicodeDecodeError as error:
        return _no_notebook(path, "it is not UTF-8", content.count(b"\n", 0, error.start) + 1)
    except (ValueError, RecursionError):
        return _no_notebook(path, "it holds what no notebook holds")
    found = raw_cells(document)
    if found is None or not isinstance(document, dict):
        return _no_notebook(path, "it has no list of cells")
    language = _other_language(_mapping(document.get("metadata")))
    if language:
        return _other_kernel(path, language)
    return tuple(_cell(number, cell) for number, cell in enumerate(found, 1))


def raw_cells(document: object) -> list[Mapping[str, object]] | None:
    """The cells of a notebook's JSON as they stand there, in all versions of the format; None when it has none."""
    top = _mapping(document)
    groups = [top.get("cells")]
    if isinstance(sheets := top.get("worksheets"), list):  # format 3
        groups = [_mapping(sheet).get("cells") for sheet in sheets]
    if not groups or not all(isinstance(group, list) for group in groups):
        return None
    return [_mapping(cell) for group in groups if isinstance(group, list) for cell in group]


def _cell(number: int, cell: Mapping[str, object]) -> SourceCell:
    text = _text(cell.get("source", cell.get("input", "")))
    kind = cell.get("cell_type")
    tags = _tags(cell)
    if kind == "code":
        return SourceCell(number, "code", text, tags)
    if kind == "heading":  # format 3
        level = cell.get("level")
        marks = "#" * min(max(level, 1), _LOWEST_HEADING) if isinstance(level, int) else "#"
        return SourceCell(number, "markdown", f"{marks} {text}", tags)
    return SourceCell(number, "markdown" if kind == "markdown" else "other", text, tags)


def _tags(cell: Mapping[str, object]) -> frozenset[str]:
    found = _mapping(cell.get("metadata")).get("tags")
    return frozenset(one for one in found if isinstance(one, str)) if isinstance(found, list) else frozenset()


def _text(source: object) -> str:
    pieces: Iterable[object] = source if isinstance(source, list) else [source]
    joined = "".join(piece for piece in pieces if isinstance(piece, str))
    return with_plain_line_ends(printable(joined))


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _other_language(metadata: Mapping[str, object]) -> str | None:
    """The language or kernel that is not Python's. Without metadata, a notebook is one of Python."""
    kernel = _mapping(metadata.get("kernelspec"))
    for name in _strings(kernel.get("name")):
        if _OTHER_KERNELS.fullmatch(name):
            return name
    languages = (kernel.get("language"), _mapping(metadata.get("language_info")).get("name"))
    return next((language for language in _strings(*languages) if not _PYTHON.fullmatch(language)), None)


def _strings(*values: object) -> Iterator[str]:
    yield from (value.strip() for value in values if isinstance(value, str) and value.strip())


def _no_notebook(path: str, why: str, line: int | None = None, column: int | None = None) -> Finding:
    return Finding(
        code="CLM011",
        severity="error",
        message=f"{path} is no notebook: {why}.",
        remedy="Open it in Jupyter and save it again, or resolve what a merge left in it.",
        path=path,
        line=line,
        column=column,
    )


def _other_kernel(path: str, language: str) -> Finding:
    return Finding(
        code="CLM012",
        severity="error",
        message=f"The kernel of {path} is {language!r}, not Python.",
        remedy=f"Choose a Python kernel in Jupyter and save, or take {path} out of the operators.",
        path=path,
    )
