"""What a database's errors mean for a worker, in one line and without a secret."""

from __future__ import annotations

import re
from urllib.parse import quote, quote_plus

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from ...backend import BackendError

_SECRET = re.compile("pass|secret|token|key", re.IGNORECASE)
_LONGEST = 300

# a server that cannot be reached, or that starts or stops, comes back; what follows stays as it is
_LASTING = re.compile(
    "authentication failed|no password supplied|Access denied|no pg_hba.conf entry|does not support SSL"
    '|(database|role) ".*" does not exist|is not permitted to log in|Unknown database'
    "|unable to open database file|readonly database|not a database|malformed",
    re.DOTALL,
)
# SQLSTATE classes and codes: wrong credentials, no such database; and what passes: a server that is a reader for now
_LASTING_CODES = ("28", "3D")
_PASSING_CODES = ("08", "25006", "40", "53", "55", "57", "58")


def lasting(error: SQLAlchemyError) -> bool:
    """Whether trying again will not help."""
    if not isinstance(error, DBAPIError):
        return False
    code = str(getattr(error.orig, "sqlstate", None) or "")
    if code.startswith(_LASTING_CODES):
        return True
    if error.connection_invalidated or code.startswith(_PASSING_CODES):
        return False
    if type(error).__name__ in {"OperationalError", "InterfaceError"}:
        return bool(_LASTING.search(str(error.orig)))
    return True


def backend_error(error: SQLAlchemyError, url: URL, doing: str) -> BackendError:
    """What happened, as a worker is told it."""
    where = url.host or url.database or url.drivername
    cause = error.orig if isinstance(error, DBAPIError) else error
    text = f"cannot {doing} in the {url.get_backend_name()} database of {where}: {redacted(str(cause), url)}"
    return BackendError(text, lasting=lasting(error))


def redacted(text: str, url: URL) -> str:
    """One line of a driver's text, without what the URL keeps secret, in whatever way it is written."""
    for secret in sorted(_secrets(url), key=len, reverse=True):
        text = text.replace(secret, "***")
    line = " ".join(text.partition("\nLINE ")[0].split())  # what follows is our own statement
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 3]}..."


def _secrets(url: URL) -> set[str]:
    found = {str(url.password)} if url.password else set()
    for name, value in url.query.items():
        if _SECRET.search(name):
            found.update([value] if isinstance(value, str) else value)
    return {form for secret in found for form in (secret, quote(secret, safe=""), quote_plus(secret)) if form}
