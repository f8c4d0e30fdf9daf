"""Texts of authors that hold credentials: neither pages nor lists show them."""

from __future__ import annotations

from hatch_claimed.model.secrets.forms import credentials_in
from hatch_claimed.model.secrets.urls import has_credentials

HIDDEN = "(not shown: it holds credentials)"


def shown(text: str) -> str:
    """A text as people see it."""
    return HIDDEN if has_credentials(text) or credentials_in(text) else text


def shown_lines(text: str) -> str:
    """A description as people see it: of its lines, all but those with credentials."""
    return "\n".join(map(shown, text.splitlines()))
