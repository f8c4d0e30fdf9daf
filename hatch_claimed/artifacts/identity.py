"""What an image is made from, as one hash: two images with equal hashes need to be built only once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from functools import lru_cache

from hatch_claimed.model import BuildOptions, Component, File

FORMAT = 2
"""Counts up when images come out otherwise for a reason that no file of their contexts shows."""


def input_hash(component: Component, context: Iterable[File], options: BuildOptions) -> str:
    """A SHA-256 over the context's files and over all settings that reach the image.

    It says as much as the context does: of a base without a digest, and of packages without versions, it knows only
    the names.
    """
    files = sorted((str(file.path), _digest(file.content)) for file in context)
    settings = [
        FORMAT,
        component.image.platforms,
        component.image.reference,
        component.description,
        options.args,
        options.secret_ids,
        options.contexts,
        options.provenance,
        options.sbom,
    ]
    content = json.dumps([settings, files], sort_keys=True).encode(errors="surrogatepass")
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


# few, since contents may be large: the launcher is in all contexts of a project
@lru_cache(maxsize=8)
def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
