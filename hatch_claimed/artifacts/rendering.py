"""Renders Dockerfiles, installation scripts and Python modules. Every value passes a quoting filter."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment


def render(folder: Path, template: str, **values: Any) -> bytes:
    """Fill in a template of a folder. Raises jinja2.UndefinedError for a value that is not given."""
    return _rendered(folder, template, _Values(repr(values), values))


@dataclass(frozen=True, slots=True)
class _Values:
    """What a template is filled in with, equal where it reads the same."""

    text: str
    values: Mapping[str, Any] = field(compare=False)


# operators of a project have few different Dockerfiles and installation scripts
@lru_cache(maxsize=256)
def _rendered(folder: Path, template: str, filled: _Values) -> bytes:
    return _environment(folder).get_template(template).render(**filled.values).encode()


def templates(folder: Path, *, escaping: bool) -> Environment:
    """The templates of a folder, in which a value that is not given is an error. HTML is escaped, and nothing else."""
    # where everything is remembered, nothing is rendered
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(folder),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=escaping,  # noqa: S701 - what is no HTML passes filters that quote it
    )


@cache
def _environment(folder: Path) -> Environment:
    environment = templates(folder, escaping=False)
    environment.filters["shell"] = _shell
    environment.filters["json"] = json.dumps
    environment.filters["assignments"] = _assignments
    environment.filters["python"] = repr
    environment.filters["word"] = _word
    return environment


def _shell(words: Iterable[str]) -> str:
    return shlex.join(words)


def _assignments(variables: Mapping[str, str]) -> str:
    """Variables for one command of a shell."""
    return "".join(f"{_word(name)}={shlex.quote(value)} " for name, value in variables.items())


def _word(text: str) -> str:
    """A name or type of Python, as it stands. Raises ValueError for any other text."""
    if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*(\[[a-z]+\])?", text):
        message = f"not a word of Python: {text!r}"
        raise ValueError(message)
    return text
