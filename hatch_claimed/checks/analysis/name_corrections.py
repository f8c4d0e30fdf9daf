"""Names that people write behind `pip install` and that are no distributions, or are those of another one.

Most are names of modules, so that they follow from the table of these.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import cache

from packaging.utils import canonicalize_name

from hatch_claimed.checks.analysis.distributions import REMOVED, modules

_NAMED = {
    "beautifulsoup": "beautifulsoup4",
    "opencv": "opencv-python-headless",
    "py-opencv": "opencv-python-headless",
    "pytorch": "torch",
}
"""What no module is called."""

_OWN = frozenset({"bio", "discord", "dotenv", "gi", "github", "gitlab", "haystack", "imblearn", "jose", "jwt", "zmq"})
"""Distributions that are called as a module of another one, and bring that one or something that may be meant."""

_WORDS = frozenset({"install", "pip-install"})
"""Words of the command itself."""


def right_name(name: str) -> str | None:
    """The distribution that is meant by a canonical name which is none of its own; None for any other name."""
    return _right_names().get(name)


def of_conda(name: str) -> str:
    """What pip's index calls a package of conda's: the same, but for a few."""
    return _NAMED.get(name, name)


def is_word(name: str) -> bool:
    """Whether a canonical name is a word of the command, which stands there twice."""
    return name in _WORDS


def is_of_python(name: str, written: str) -> bool:
    """Whether it is a module of Python's own standard library, in every version that an image may have."""
    module = name.replace("-", "_")
    # Zope's DateTime is a distribution
    return module in sys.stdlib_module_names and module not in REMOVED and written != "DateTime"


@cache
def _right_names() -> Mapping[str, str]:
    found = {str(canonicalize_name(module)): names for module, names in modules().items() if "." not in module}
    known = {name for names in modules().values() for name in names}
    wrong = {name: names[0] for name, names in found.items() if name not in known | _OWN}
    return {**wrong, **_NAMED}
