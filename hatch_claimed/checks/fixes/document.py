"""Changing a notebook's JSON and nothing else of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any


def code_cells(document: dict[str, Any]) -> Iterator[tuple[int, dict[str, Any]]]:
    """The code cells of all versions of the format, with their number among all cells, from 1."""
    sheets = document.get("worksheets", [document])
    cells = [cell for sheet in sheets for cell in sheet.get("cells", [])]
    for number, cell in enumerate(cells, 1):
        if cell.get("cell_type") == "code":
            yield number, cell


def dumped(document: dict[str, Any], before: bytes) -> bytes:
    """The document as JSON, indented and ended as it was."""
    indent = re.match(r"\{\r?\n(\s+)", before.decode("utf-8-sig"))
    text = json.dumps(document, ensure_ascii=False, indent=len(indent[1]) if indent else None)
    return (text + ("\n" if before.endswith(b"\n") else "")).encode("utf-8", "surrogatepass")
