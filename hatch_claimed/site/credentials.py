"""Texts of authors that hold credentials: the site shows none of them."""

from __future__ import annotations

from hatch_claimed.secrets.forms import credentials_in
from hatch_claimed.sources.install.pip import has_credentials

HIDDEN = "(not shown: it holds credentials)"


def shown(text: str) -> str:
    """A text as a page shows it."""
    return HIDDEN if has_credentials(text) or credentials_in(text) else text
