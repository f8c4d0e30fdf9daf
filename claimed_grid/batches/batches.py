"""The batches of a run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_FEW = 3
_LONGEST = 60


class BatchError(Exception):
    """What is wrong with the batches, for the one who wrote them down. Holds no credentials."""


@dataclass(frozen=True)
class Batches:
    """Ids in the order of their source, each once, none empty; and notes on what was left out or looks odd."""

    ids: tuple[str, ...]
    notes: tuple[str, ...] = ()


def collected(ids: Iterable[str], source: str) -> Batches:
    """Batches of ids as they were found. Raises BatchError where there are none, or one holds a zero byte."""
    found = list(ids)
    filled = [batch_id for batch_id in found if batch_id.strip()]
    unique = list(dict.fromkeys(filled))
    if not unique:
        message = f"{source} holds no batches"
        raise BatchError(message)
    broken = [batch_id for batch_id in unique if "\0" in batch_id]
    if broken:
        message = f"{source}: a batch id must not hold zero bytes, as {shown(broken[0])} does"
        raise BatchError(message)
    return Batches(tuple(unique), tuple(_notes(len(found) - len(filled), filled, unique)))


def counted(number: int, singular: str, plural: str = "") -> str:
    """A number and the word for what it counts: `1 batch`, `1,200 batches`."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def some(texts: Sequence[str]) -> str:
    """The first few of these texts, quoted."""
    return ", ".join([shown(text) for text in texts[:_FEW]] + ["…"] * (len(texts) > _FEW))


def shown(text: str) -> str:
    """The text as Python writes it, cut when it is long."""
    return repr(text if len(text) <= _LONGEST else text[:_LONGEST] + "…")


def visible(text: str) -> str:
    """The text in one line, with what cannot be printed escaped."""
    return "".join(character if character.isprintable() else ascii(character)[1:-1] for character in text)


def _notes(empty: int, filled: Sequence[str], unique: Sequence[str]) -> Iterable[str]:
    if empty:
        yield f"{counted(empty, 'empty id')} left out"
    if len(filled) != len(unique):
        yield f"{counted(len(filled) - len(unique), 'duplicate')} left out: {some(_repeated(filled))}"
    padded = [batch_id for batch_id in unique if batch_id != batch_id.strip()]
    if padded:
        ids = f"{counted(len(padded), 'id begins', 'ids begin')} or {'ends' if len(padded) == 1 else 'end'}"
        yield f"{ids} with white space, which is kept: {some(padded)}"


def _repeated(ids: Iterable[str]) -> list[str]:
    """Those that come more than once, in the order of their repetition."""
    seen: set[str] = set()
    repeated: dict[str, None] = {}
    for batch_id in ids:
        if batch_id in seen:
            repeated[batch_id] = None
        seen.add(batch_id)
    return list(repeated)
