"""Where a build says what it has to say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hatch_claimed.system.command import Echo

if TYPE_CHECKING:
    from hatch_claimed.images.progress.watch import Watch


@dataclass(frozen=True, slots=True)
class Voice:
    """`problem` hears what is wrong, `work` what goes on, and `watch`, where there is one, how far images are."""

    problem: Echo
    work: Echo
    watch: Watch | None = None


def one_voice(echo: Echo) -> Voice:
    """Everything at one place."""
    return Voice(echo, echo)
