"""What findings say of a parameter's default."""

from __future__ import annotations

from hatch_claimed.model.secrets.lines import may_hold_secret

_LONGEST = 60
HIDDEN = "with a default"
"""What is said of a default that nobody is told."""


def with_default(name: str, written: str) -> str:
    """`with the default 'a.csv'` for a default as its language writes it; less where it may be a secret, or is long.

    It is hidden where the source line below a finding would be.
    """
    hidden = len(written) > _LONGEST or may_hold_secret(f"{name}={written}")
    return HIDDEN if hidden else f"with the default {written}"
