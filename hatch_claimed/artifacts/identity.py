"""What an image is made from, as one hash: two images with equal hashes need to be built only once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from hatch_claimed.model import File

FORMAT = 3
"""Counts up when images come out otherwise for a reason that neither their contexts nor their targets show."""

NOT_IN_IMAGES: Mapping[str, str] = {
    "context": "where the files lie, which are hashed themselves",
    "cache-from": "where layers may be taken from: the same ones that would be built",
    "cache-to": "where layers are kept for others",
}
"""The keys of a target that make no difference to its image, and why. All others do."""


def input_hash(target: Mapping[str, Any], context: Iterable[File]) -> str:
    """A SHA-256 over a target of the bake file, as far as it reaches the image, and over the context's files.

    It says as much as these do: of a base without a digest, and of packages without versions, it knows only the names.
    """
    told = {key: value for key, value in target.items() if key not in NOT_IN_IMAGES}
    files = sorted((str(file.path), _digest(file.content)) for file in context)
    return f"sha256:{hashlib.sha256(json.dumps([FORMAT, told, files], sort_keys=True).encode()).hexdigest()}"


# few, since contents may be large: the launcher is in all contexts of a project
@lru_cache(maxsize=8)
def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
