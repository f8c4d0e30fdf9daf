"""Which names a parameter or an output may have, in every language."""

from __future__ import annotations

import re

from hatch_claimed.model import Finding

_C_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def name_finding(name: str, path: str, line: int, cell: int | None) -> Finding | None:
    """CLM020 for a name that cannot be an environment variable in a Kubernetes Job, else None.

    Legal are C identifiers (C3 requirements, *Parameters*). The message shows the name quoted, because the usual
    mistake is a blank at its end.
    """
    if _C_IDENTIFIER.fullmatch(name):
        return None
    return Finding(
        code="CLM020",
        severity="error",
        message=f"{name!r} cannot be the name of an environment variable.",
        remedy=f"Write {legal_name(name)!r}: letters, digits and underscores, not beginning with a digit.",
        path=path,
        line=line,
        cell=cell,
    )


def legal_name(name: str) -> str:
    """The C identifier nearest to `name`: `'api key'` gives `api_key`, `'input_filename '` gives `input_filename`."""
    nearest = re.sub(r"[^A-Za-z0-9_]+", "_", name.strip()) or "_"
    return f"_{nearest}" if nearest[0].isdigit() else nearest
