"""Finding some keys among many with few requests."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from .client import Bucket, ObjectInfo

# what a key may begin with: names are made of these characters, and of no others
_ALPHABET = "%-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~"
_PAGE = 1000
_FEW = 30


def find(bucket: Bucket, keys: Sequence[str]) -> Iterator[ObjectInfo]:
    """Those objects that have one of these keys, which are sorted.

    Neighbours come with one request a thousand objects. Where the next key asked for is far away, the listing is taken
    up again just before it, so that there are never more requests than keys.
    """
    wanted = frozenset(keys)
    limit = _PAGE if len(keys) > _FEW else _FEW
    at, last, token = 0, "", None
    while at < len(keys):
        page = bucket.page(max(_just_before(keys[at]), last), token, limit)
        yield from (item for item in page.items if item.key in wanted)
        if not page.token:
            return
        last = page.items[-1].key if page.items else last
        behind = bisect_right(keys, last, lo=at)
        token = page.token if behind == at else None
        at = behind


def _just_before(key: str) -> str:
    """A key before this one, with hardly any other between them. '' if there is none."""
    place = _ALPHABET.find(key[-1])
    if place < 1:
        return _just_before(key[:-1]) if len(key) > 1 else ""
    return f"{key[:-1]}{_ALPHABET[place - 1]}~"
