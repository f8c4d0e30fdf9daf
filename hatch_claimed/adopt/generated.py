"""Scripts that programs wrote from others: by what they hold, since people call their own files as they like."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import PurePosixPath

from hatch_claimed.system.tree import Tree, seen_from_root

_C3 = re.compile(r"(?:claimed_|component_|gw_|cgw_)+(?P<script>.+)")
"""What C3 calls the scripts that it writes (version 0.4, and `cgw_` of older ones)."""

_READS_BATCHES = re.compile(rb"['\"]gw_(?:coordinator_(?:path|connection)|batch_file|file_path_pattern)['\"]")
_READS_PAIRS = re.compile(rb"\[A-Za-z0-9_\]\*=.*sys\.argv|sys\.argv.*\[A-Za-z0-9_\]\*=", re.DOTALL)
_TOP = 3000
"""The part of a script that C3's own lines stand in, which read `name=value` arguments."""


def generated_by(path: PurePosixPath, content: bytes, tree: Tree) -> str | None:
    """What wrote a script, and from what; None for one that people wrote."""
    return next(chain(_by_c3(path, content, tree), _by_papermill(path, content, tree)), None)


def _by_c3(path: PurePosixPath, content: bytes, tree: Tree) -> Iterator[str]:
    named = _C3.fullmatch(path.stem)
    if not named or path.suffix == ".ipynb":
        return
    original = f"{named['script']}{path.suffix}"
    copied = any(
        place != path and (text := tree.try_read(place)) and content.endswith(text) and text.strip()
        for place in (path.with_name(original), PurePosixPath(original), *tree.glob(f"*/{original}"))
    )
    if copied or _READS_BATCHES.search(content) or _READS_PAIRS.search(content[:_TOP]):
        yield "made by C3"


def _by_papermill(path: PurePosixPath, content: bytes, tree: Tree) -> Iterator[str]:
    """A notebook that was run: papermill notes in it what it ran and where it put the result."""
    if path.suffix != ".ipynb" or b'"papermill"' not in content:
        return
    try:
        said = json.loads(content)["metadata"]["papermill"]
        source, target = PurePosixPath(said["input_path"]), PurePosixPath(said["output_path"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return
    # nobody knows where it was called
    places = (seen_from_root(folder / source) for folder in path.parents)
    found = next((place for place in places if place != path and tree.is_file(place)), None)
    if source != target and found is not None:
        yield f"papermill wrote it, from {found}"
