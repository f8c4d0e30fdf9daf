"""Where two layers of images differ, in words."""

from __future__ import annotations

import io
import tarfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

_XATTR = "SCHILY.xattr."
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
    attributes: tuple[tuple[str, str], ...] = ()


_WORDS = {
    "kind": "kind",
    "mode": "mode",
    "owner": "owner",
    "link": "target",
    "content": "content",
    "attributes": "extended attributes",
    "time": "time",
}


@dataclass(frozen=True, slots=True)
class ImageDifference:
    """The first difference of two images or layers that matters, in words.

    With `same_files`, what runs is the same all the same: nothing but times, packing or notes differ.
    """

    why: str
    same_files: bool


def difference(first: bytes, second: bytes) -> ImageDifference:
    """How two layers with different digests differ, by the first file that does."""
    one, other = ({entry.name: entry for entry in _entries(layer)} for layer in (first, second))
    times = []
    for name in sorted({*one, *other}):
        if name not in one or name not in other:
            return ImageDifference(f"{name} is only in one of them", same_files=False)
        what = [word for field, word in _WORDS.items() if getattr(one[name], field) != getattr(other[name], field)]
        if what == ["time"]:
            times.append(name)
        elif what:
            return ImageDifference(f"{name} differs in its {what[0]}", same_files=False)
    if times:
        return ImageDifference(f"only times of files differ, first that of {times[0]}", same_files=True)
    return ImageDifference("the same files, compressed or ordered otherwise", same_files=True)


def _entries(layer: bytes) -> Iterator[TarEntry]:
    with tarfile.open(fileobj=io.BytesIO(_plain(layer))) as archive:
        for entry in archive:
            file = archive.extractfile(entry) if entry.isreg() else None
            content = sha256(file.read()).hexdigest() if file else ""
            owner = (entry.uid, entry.gid)
            attributes = tuple(sorted((key, text) for key, text in entry.pax_headers.items() if key.startswith(_XATTR)))
            yield TarEntry(entry.name, entry.type, entry.mode, owner, entry.mtime, entry.linkname, content, attributes)


def _plain(layer: bytes) -> bytes:
    """A layer without its compression."""
    if layer.startswith(_GZIP):
        return zlib.decompress(layer, wbits=zlib.MAX_WBITS | 16)
    if layer.startswith(_ZSTD):
        import zstandard

        return zstandard.ZstdDecompressor().stream_reader(layer).read()
    return layer
