"""In which order images are built when they are too many for one bake."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from hatch_claimed.artifacts.image.context import STEPS
from hatch_claimed.model import Component, File


def installations(components: Iterable[Component], files: Iterable[File]) -> dict[str, str]:
    """For each component a hash of its base and of all that its installation steps see: equal ones share layers."""
    seen: dict[str, list[str]] = defaultdict(list)
    for file in files:
        name, _, step, *rest = (*file.path.parts, "", "", "")
        if step in STEPS:
            seen[name].append(f"{step}/{'/'.join(rest)} {hashlib.sha256(file.content).hexdigest()}")
    return {
        one.name: hashlib.sha256(
            repr((one.image.base, one.image.platforms, sorted(seen[one.name]))).encode()
        ).hexdigest()
        for one in components
    }


def groups(names: Sequence[str], installs: Mapping[str, str], most: int) -> list[list[str]]:
    """The names in groups of at most `most`; one group if that is enough.

    Else one image for each set of packages comes first: those that follow find its layers in the registry, where a
    bake of all would send them once for each image.
    """
    if len(names) <= most:
        return [list(names)] if names else []
    first = {installs.get(name, name): name for name in reversed(names)}
    leaders = [name for name in names if first[installs.get(name, name)] == name]
    followers = [name for name in names if name not in set(leaders)]
    return [part[start : start + most] for part in (leaders, followers) for start in range(0, len(part), most)]
