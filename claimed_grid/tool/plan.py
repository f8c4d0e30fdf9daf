"""`plan`: what the list of batches holds, before a thousand pods read it."""

from __future__ import annotations

from collections.abc import Iterator

from ..batches import Batches
from ..batches.batches import counted, shown, some
from ..names import encode, is_long

_ENDS = 3


def plan(title: str, batches: Batches, shares: int | None) -> str:
    """What there is to know of the batches, in lines; `shares` is the number of pods that divide them."""
    lines = [f"{title}: {counted(len(batches.ids), 'batch', 'batches')}"]
    lines += [f"{name:<9}{text}" for name, text in _rows(batches, shares)]
    return "\n".join(lines)


def _rows(batches: Batches, shares: int | None) -> Iterator[tuple[str, str]]:
    ids = batches.ids
    yield "first", some(ids[:_ENDS])
    if len(ids) > _ENDS:
        yield "last", some(ids[max(_ENDS, len(ids) - _ENDS) :])
    for note in batches.notes:
        yield "note", note
    names = {batch_id: encode(batch_id) for batch_id in ids}
    long = [batch_id for batch_id in ids if is_long(names[batch_id])]
    encoded = [batch_id for batch_id in ids if names[batch_id] != batch_id and not is_long(names[batch_id])]
    if encoded:
        what = counted(len(encoded), "id is", "ids are")
        yield "encoded", f"{what} not plain: {shown(encoded[0])} is called {names[encoded[0]]} in the coordinator"
    if long:
        what = counted(len(long), "id is", "ids are")
        yield "long", f"{what} too long: {shown(long[0])} is called {names[long[0]]} in the coordinator"
    if shares:
        yield "shares", _divided(len(ids), shares)


def _divided(number: int, shares: int) -> str:
    """How many batches pods get when each takes every so-many-th."""
    few, more = divmod(number, shares)
    parts = [(more, few + 1), (shares - more, few)]
    texts = [f"{counted(pods, 'pod gets', 'pods get')} {_batches(each)}" for pods, each in parts if pods]
    return ", ".join(texts)


def _batches(number: int) -> str:
    return counted(number, "batch", "batches") if number else "none"
