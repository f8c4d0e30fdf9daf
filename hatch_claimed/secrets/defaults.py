"""Which defaults of parameters are shown, and which are written into files."""

from __future__ import annotations

from hatch_claimed.secrets.forms import credentials_in
from hatch_claimed.secrets.names import secret_kind
from hatch_claimed.secrets.values import is_secret

HIDDEN = "default not shown"
_SHORTEST = 4


def is_secret_default(name: str, default: object) -> bool:
    """Whether a default looks like a secret, by the parameter's name or by its own form: CLM061 says so."""
    if not isinstance(default, str):
        return False
    if credentials_in(default) is not None:
        return True
    kind = secret_kind(name)
    return kind is not None and is_secret(default, kind)
