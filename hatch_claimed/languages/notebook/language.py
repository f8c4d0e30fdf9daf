"""Notebooks of Jupyter with a kernel of Python: in images, they are Python."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from hatch_claimed.languages.python.language import PYTHON, pip_install

if TYPE_CHECKING:
    from hatch_claimed.sources.reader import Reader


def _reader() -> Reader:
    from hatch_claimed.sources.notebook.reader import NotebookReader

    return NotebookReader()


def _installing(arguments: Sequence[str]) -> str:
    return f"%{pip_install(arguments)}"


NOTEBOOK = replace(
    PYTHON,
    kind="notebook",
    label="notebook",
    noun="notebook",
    suffixes=(".ipynb",),
    fence="json",
    has_cells=True,
    reader=_reader,
    remedy="Begin the notebook with a Markdown cell that says what it does",
    installing=_installing,
)
