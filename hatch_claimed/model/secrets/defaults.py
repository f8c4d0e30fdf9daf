"""Which defaults of parameters files hold, and which lists and pages show."""

from __future__ import annotations

from hatch_claimed.model.secrets.forms import credentials_in
from hatch_claimed.model.secrets.names import is_named_secret, secret_kind
from hatch_claimed.model.secrets.values import is_secret, stands_for_one

HIDDEN = "default not shown"


def is_secret_default(name: str, default: object) -> bool:
    """Whether a default looks like a secret, by the parameter's name or by its own form: CLM061 says so."""
    if not isinstance(default, str):
        return False
    if credentials_in(default) is not None:
        return True
    kind = secret_kind(name)
    return kind is not None and is_secret(default, kind)


def is_hidden_default(name: str, default: object) -> bool:
    """Whether nobody is shown a default: also a word that may be the secret which its name promises.

    Of several values, as a workflow's input has, one is enough.
    """
    if isinstance(default, tuple | list):
        return any(is_hidden_default(name, one) for one in default)
    if is_secret_default(name, default):
        return True
    return isinstance(default, str) and is_named_secret(name) and not stands_for_one(default)
