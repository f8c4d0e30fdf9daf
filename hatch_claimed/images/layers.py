"""Where two layers of images differ, in words."""

from __future__ import annotations

import io
import itertools
import tarfile
import zlib
from collections.abc import Iterator
from hashlib import sha256
from typing import NamedTuple

_GZIP, _ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"


class TarEntry(NamedTuple):
    """All that a layer says of one file."""

    name: str
    kind: bytes
    mode: int
    owner: tuple[int, int]
    time: float
    link: str
    content: str


_WORDS = {"kind": "kind", "mode": "mode", "owner": "owner", "time": "time", "link": "target", "content": "content"}


def difference(first: bytes, second: bytes) -> str | None:
    """The first file in which two layers differ, and how; None when only their compression does."""
    for one, other in itertools.zip_longest(_entries(first), _entries(second)):
        if one == other:
            continue
        if one is None or other is None:
            return f"{(one or other).name} is only in one of them"
        if one.name != other.name:
            return f"{min(one.name, other.name)} is only in one of them"
        what = next(word for field, word in _WORDS.items() if getattr(one, field) != getattr(other, field))
        return f"{one.name} differs in its {what}"
    return None


def _entries(layer: bytes) -> Iterator[TarEntry]:
    with tarfile.open(fileobj=io.BytesIO(_plain(layer))) as archive:
        for entry in archive:
            file = archive.extractfile(entry) if entry.isreg() else None
            content = sha256(file.read()).hexdigest() if file else ""
            owner = (entry.uid, entry.gid)
            yield TarEntry(entry.name, entry.type, entry.mode, owner, entry.mtime, entry.linkname, content)


def _plain(layer: bytes) -> bytes:
    """A layer without its compression."""
    if layer.startswith(_GZIP):
        return zlib.decompress(layer, wbits=zlib.MAX_WBITS | 16)
    if layer.startswith(_ZSTD):
        import zstandard

        return zstandard.ZstdDecompressor().stream_reader(layer).read()
    return layer
