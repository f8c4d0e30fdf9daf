"""What findings say of a parameter's default."""

from __future__ import annotations

_LONGEST = 60
HIDDEN = "with a default"
"""What is said of a default that nobody is told."""


def with_default(name: str, written: str) -> str:
    """`with the default 'a.csv'` for a default as its language writes it; less where it may be a secret, or is long.

    It is hidden where the source line below a finding would be.
    """
    # a check that finds nothing of this kind loads no formats
    from hatch_claimed.checks.formats.private import may_hold_secret

    hidden = len(written) > _LONGEST or may_hold_secret(f"{name}={written}")
    return HIDDEN if hidden else f"with the default {written}"
