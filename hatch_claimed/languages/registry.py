"""All languages, and how one is found."""

from __future__ import annotations

from pathlib import PurePosixPath

from hatch_claimed.languages.language import Language
from hatch_claimed.languages.notebook.language import NOTEBOOK
from hatch_claimed.languages.python.language import PYTHON
from hatch_claimed.languages.r.language import R

LANGUAGES: tuple[Language, ...] = (PYTHON, NOTEBOOK, R)
"""In the order in which people read of them."""


def language(kind: str) -> Language:
    """The language of a kind. Raises KeyError for one that is unknown."""
    found = next((one for one in LANGUAGES if one.kind == kind), None)
    if found is None:
        raise KeyError(kind)
    return found


def language_of(path: PurePosixPath) -> Language | None:
    """The language of a script by its suffix; None for other files."""
    return next((one for one in LANGUAGES if path.suffix in one.suffixes), None)


def suffixes() -> tuple[str, ...]:
    """The suffixes of all scripts."""
    return tuple(suffix for one in LANGUAGES for suffix in one.suffixes)
