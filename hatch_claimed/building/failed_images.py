"""Images of a build that failed: what is kept of the build, and what is said of them."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path

from hatch_claimed.errors import BaseImageError, ClaimedError
from hatch_claimed.images.bake_result import failure_text
from hatch_claimed.model import Component
from hatch_claimed.model.quantities import quantity


def reasons(failed: Mapping[str, ClaimedError]) -> str:
    """Which images failed and why, each reason once."""
    names: dict[str, list[str]] = {}
    errors: dict[str, ClaimedError] = {}
    for name, error in failed.items():
        names.setdefault(str(error), []).append(name)
        errors[str(error)] = error
    return "\n".join(failure_text(sorted(names[text]), error) for text, error in errors.items())


def failure_summary(
    failed: Mapping[str, ClaimedError], components: Mapping[str, Component], built: int, folder: Path
) -> str:
    """Which images failed and why, what there is all the same, and what is wrong with it. Names are sorted."""
    names = sorted(failed)
    all_of = f"{len(names)} of {quantity(len(names) + built, 'image')} failed"
    done = f", and the {quantity(built, 'image')} that did not fail, by digest" if built else ""
    lines = [
        reasons(failed),
        f"{all_of}. {folder} is written: it holds all artifacts{done}.",
        "Artifacts, and workflows, that use these images name what is not there, or is the image of an earlier build:",
        *(f"  {components[name].image.reference}" for name in names),
        *_without_image(failed, components),
        "Mend what failed and build again: images that are locked, and did not fail, are not built once more.",
    ]
    return "\n".join(lines)


def _without_image(failed: Mapping[str, ClaimedError], components: Mapping[str, Component]) -> Iterator[str]:
    """What does without a base image that cannot be had."""
    paths = [components[name].path for name, error in sorted(failed.items()) if isinstance(error, BaseImageError)]
    if paths:
        command = shlex.join(["hatch-claimed", "run", str(paths[0]), "--engine", "process"])
        yield f"`{command}` needs no base image; `--images off` builds no images."
