from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import PurePosixPath

import pytest

from hatch_claimed.sources.notebook.reader import NotebookReader
from hatch_claimed.sources.reader import ReadResult, ScriptSource

PYTHON = {"kernelspec": {"language": "python", "name": "python3"}}


def notebook(*cells: str | tuple[str, str], metadata: dict[str, object] | None = None) -> bytes:
    """A notebook of code cells (text) and others (kind and text)."""
    pairs = [("code", cell) if isinstance(cell, str) else cell for cell in cells]
    return json.dumps(
        {
            "cells": [
                {"cell_type": kind, "metadata": {}, "source": text.splitlines(keepends=True)} for kind, text in pairs
            ],
            "metadata": PYTHON if metadata is None else metadata,
            "nbformat": 4,
            "nbformat_minor": 5,
        }
    ).encode()


@pytest.fixture
def read() -> Callable[..., ReadResult]:
    def reader(*cells: str | tuple[str, str], metadata: dict[str, object] | None = None) -> ReadResult:
        content = notebook(*cells, metadata=metadata)
        return NotebookReader().read(ScriptSource(PurePosixPath("jobs/my-book.ipynb"), content))

    return reader


@pytest.fixture
def read_bytes() -> Callable[[bytes], ReadResult]:
    return lambda content: NotebookReader().read(ScriptSource(PurePosixPath("jobs/my-book.ipynb"), content))


@pytest.fixture
def script(read: Callable[..., ReadResult]) -> Callable[..., str]:
    """The code of the converted cells, without the header and the cells' markers."""

    def convert(*cells: str) -> str:
        interface = read(*cells).interface
        assert interface is not None
        header, _, rest = interface.program.content.decode().partition("\n\n# In[1]:\n")
        assert header.startswith("# coding: utf-8")
        return rest

    return convert
