"""Secrets in URLs: a password, or a user that stands for one."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,20}:/+\S+")
# the whole of a password, even where the shell or a URL's own grammar would cut it; a port or a variable is none
_PASSWORD = re.compile(r"://[^/@\s:]*:(?!\d+(?:[/\s]|$)|\$?\{)[^@\n]*@")
_VARIABLE = re.compile(r"\$\{\w+\}|\$\w+|\{\w+\}")


def has_credentials(text: str) -> bool:
    """Whether a URL in the text holds a secret: a password, or for http a user, other than `${NAME}`."""
    return _PASSWORD.search(text) is not None or any(_secret_in(url) for url in _URL.findall(text))


def split_url(url: str) -> SplitResult | None:
    """The parts of a URL, or None where it is none."""
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises where a slash in a password has cut the URL in the wrong place
    except ValueError:
        return None
    return parts


def _secret_in(url: str) -> bool:
    parts = split_url(url)
    if parts is None:
        return "@" in url
    user, password = parts.username or "", parts.password
    if password is not None:
        return not _is_variable(password)
    return parts.scheme.rpartition("+")[2] in {"http", "https"} and not _is_variable(user)


def _is_variable(text: str) -> bool:
    return not text or bool(_VARIABLE.fullmatch(text))
