"""Which cache of the builder an installation step sees. What one step leaves there, another one runs or installs.

A builder serves all projects of a machine, and each of their steps runs as root with what its base image brings. So a
cache goes by what may write to it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence

from hatch_claimed.model import BuildOptions, Component, File

_PREFIX = "hatch-claimed"
_PINNED = "@sha256:"


def cache_ids(
    component: Component, steps: Mapping[str, Sequence[File]], options: BuildOptions, locked_base: str | None
) -> dict[str, str | None]:
    """The `id` of each step's cache mount, by step; None for a step that is to have no cache.

    `locked_base` is the pinned base image where packages are locked, else None. A locked step then has a cache that
    only steps can write to that do the same from the same beginning: its id is a digest of the base image, of all that
    the build settings change, and of the files of all steps up to this one. Where the base image is replaced by
    something that no digest pins, nothing says what writes to a cache, and there is none. Steps that are not locked
    share a cache within their project.
    """
    if locked_base is None:
        own = f"{_PREFIX}-project-{_digest(component.image.repository)}"
        return dict.fromkeys(steps, own)
    if any(_PINNED not in place for _, place in options.contexts):
        return dict.fromkeys(steps)
    done: list[object] = [locked_base, options.args, options.contexts, options.secret_ids]
    ids: dict[str, str | None] = {}
    for name, files in steps.items():
        done.append([name, [[str(file.path), _hash(file.content)] for file in files]])
        ids[name] = f"{_PREFIX}-locked-{_digest(done)}"
    return ids


def _digest(value: str | Iterable[object]) -> str:
    return _hash(json.dumps(value).encode())[:32]


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
