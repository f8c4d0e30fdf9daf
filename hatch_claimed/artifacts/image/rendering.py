"""Renders the Dockerfile and the installation scripts. Every value passes a quoting filter."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

FOLDER = Path(__file__).parent / "templates"


def render(template: str, **values: Any) -> bytes:
    """Fill in a template. Raises jinja2.UndefinedError for a value that is not given."""
    return _environment().get_template(template).render(**values).encode()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 - nothing here is HTML; values are quoted by the filters below
    )
    environment.filters["shell"] = _shell
    environment.filters["json"] = json.dumps
    return environment


def _shell(words: Iterable[str]) -> str:
    return shlex.join(words)
