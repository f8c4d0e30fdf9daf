"""Batches that are made of the paths of files (`gw_file_path_pattern` and `gw_group_by`)."""

from __future__ import annotations

import glob
import os
from collections.abc import Sequence

from .batches import BatchError, Batches, collected, shown
from .groupby import parse_group_by


def find_files(patterns: str) -> list[str]:
    """The paths that match one of these patterns, which commas separate, sorted and each once.

    `*`, `?` and `[…]` are those of a shell; `**` stands for any number of folders, and at the end for all files below.
    Raises BatchError where there is no pattern, or nothing matches one of them.
    """
    wanted = [pattern.strip() for pattern in patterns.split(",") if pattern.strip()]
    if not wanted:
        raise BatchError("gw_file_path_pattern is empty: write a pattern such as data/**/*.tif")
    return sorted({path for pattern in wanted for path in _matching(pattern)})


def find_batches(paths: Sequence[str], group_by: str) -> Batches:
    """The batches of these paths, in their order: what the expression `group_by` makes of each. Raises BatchError."""
    group = parse_group_by(group_by)
    ids = list(dict.fromkeys(_named(group(path), path, group_by) for path in paths))
    return collected(ids, "gw_file_path_pattern")


def _matching(pattern: str) -> list[str]:
    found = glob.glob(pattern, recursive=True)
    if os.path.basename(pattern) == "**":
        found = [path for path in found if os.path.isfile(path)]
    if not found:
        message = f"no file matches {shown(pattern)} of gw_file_path_pattern"
        raise BatchError(message)
    return found


def _named(batch_id: str, path: str, group_by: str) -> str:
    if not batch_id.strip():
        message = f"gw_group_by {shown(group_by)} leaves nothing of the path {shown(path)}"
        raise BatchError(message)
    return batch_id
