"""Which known name was probably meant by one that nobody knows."""

from __future__ import annotations

from collections.abc import Iterable

_LIKENESS = 0.6
"""How alike two names must be at least: 0 is nothing in common, 1 is the same."""


def closest(name: str, known: Iterable[str], *, folded: bool = False) -> str | None:
    """The known name that is most like `name`; None where none is near. `folded`: case, `-` and `_` do not count."""
    from difflib import get_close_matches

    by_form = {_folded(one) if folded else one: one for one in known}
    close = get_close_matches(_folded(name) if folded else name, by_form, n=1, cutoff=_LIKENESS)
    return by_form[close[0]] if close else None


def meant(name: str, known: Iterable[str], introduction: str) -> str:
    """The remedy for a name that is not known: the one that was probably meant, else all that there are."""
    names = list(known)
    close = closest(name, names)
    return f"Did you mean `{close}`?" if close else f"{introduction} {', '.join(names) or 'none'}."


def _folded(name: str) -> str:
    return name.lower().replace("_", "-")
