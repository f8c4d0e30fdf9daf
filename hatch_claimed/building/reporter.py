"""Where a build reports problems and progress."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hatch_claimed.system.command import Echo

if TYPE_CHECKING:
    from hatch_claimed.images.progress.watch import Watch


@dataclass(frozen=True, slots=True)
class Reporter:
    """`problem` takes what is wrong, `work` what goes on, and `watch`, where there is one, how far images are."""

    problem: Echo
    work: Echo
    watch: Watch | None = None


def reporter_to(echo: Echo) -> Reporter:
    """A reporter that sends everything to one place."""
    return Reporter(echo, echo)
