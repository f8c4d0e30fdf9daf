"""Clears what running a notebook has left in it."""

from __future__ import annotations

import json
from collections.abc import Collection

from hatch_claimed.checks.fixes.document import code_cells, dumped
from hatch_claimed.model import Finding
from hatch_claimed.sources.operators import ReadOperator


def without_outputs(_subject: ReadOperator, content: bytes, _findings: Collection[Finding]) -> bytes:
    """The notebook without outputs and execution counts. Sources and metadata stay."""
    document = json.loads(content.decode("utf-8-sig"))
    for _, cell in code_cells(document):
        if cell.get("outputs"):
            cell["outputs"] = []
        for count in ("execution_count", "prompt_number"):
            if cell.get(count) is not None:
                cell[count] = None
    return dumped(document, content)
