"""How two images of one platform differ: in what runs, or only in how the same files are packed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from hatch_claimed.images.layers import ImageDifference, difference

_WITHOUT_EFFECT = frozenset({"Labels"})
"""Keys of a configuration that say something of an image, and change nothing of what runs."""


class ImageReader(Protocol):
    """Where images are read from, by the digests of their manifests."""

    def layers(self, manifest: str, /) -> Sequence[str]:
        """The digests of its layers, the base's first."""

    def config(self, manifest: str, /) -> bytes:
        """Its configuration, as JSON."""

    def blob(self, digest: str, /) -> bytes:
        """A layer's bytes."""


def compare(before: ImageReader, old: str, now: ImageReader, new: str) -> ImageDifference:
    """The difference of two images whose manifests' digests are not the same."""
    one, other = before.layers(old), now.layers(new)
    if len(one) != len(other):
        return ImageDifference(f"it has {len(other)} layers, and had {len(one)}", same_files=False)
    found = []
    for number, (first, second) in enumerate(zip(one, other, strict=True), 1):
        if first != second:
            layer = difference(before.blob(first), now.blob(second))
            why = ImageDifference(f"layer {number} of {len(one)}: {layer.why}", same_files=layer.same_files)
            if not why.same_files:
                return why
            found.append(why)
    settings = _settings(json.loads(before.config(old)), json.loads(now.config(new)))
    if settings and not settings.same_files:
        return settings
    found += [settings] if settings else []
    return next(iter(found), ImageDifference("only notes in its manifest or configuration differ", same_files=True))


def _settings(one: Mapping[str, Any], other: Mapping[str, Any]) -> ImageDifference | None:
    """The first difference of two configurations: of what runs first, of what is only said of it afterwards."""
    pairs = {key: (one.get(key), other.get(key)) for key in ("os", "architecture", "variant")}
    inner = one.get("config") or {}, other.get("config") or {}
    pairs |= {key: (inner[0].get(key), inner[1].get(key)) for key in sorted({*inner[0], *inner[1]})}
    different = sorted((key for key, (was, now) in pairs.items() if was != now), key=lambda key: key in _WITHOUT_EFFECT)
    if not different:
        return None
    key = different[0]
    names = _entries(*pairs[key])
    return ImageDifference(f"its configuration differs in {key}{names}", same_files=key in _WITHOUT_EFFECT)


def _entries(one: object, other: object) -> str:
    """Which entries of a table or of variables differ; their values may be anybody's secret."""
    tables = [dict(_pairs(value)) for value in (one, other)]
    names = sorted(name for name in {*tables[0], *tables[1]} if tables[0].get(name) != tables[1].get(name))
    return f" ({', '.join(names)})" if names else ""


def _pairs(value: object) -> Sequence[tuple[str, object]]:
    if isinstance(value, dict):
        return [(str(name), text) for name, text in value.items()]
    texts = value if isinstance(value, list) else []
    return [(name, text) for name, equals, text in (str(one).partition("=") for one in texts) if equals]
