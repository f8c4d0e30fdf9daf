"""What both kinds of CI share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from hatch_claimed.errors import ClaimedError


@dataclass(frozen=True, slots=True)
class Pipeline:
    """A project for which CI is to be set up.

    `folder` is its place in the repository; `registry` is the host that images are pushed to; `requirement` is what to
    install.
    """

    folder: PurePosixPath
    registry: str
    requirement: str

    @property
    def slug(self) -> str:
        """A name for the pipeline's files: `operators`, or with the project's folder."""
        return "-".join(["operators", *(re.sub(r"[^a-z0-9]+", "-", part.lower()) for part in self.folder.parts)])

    @property
    def is_nested(self) -> bool:
        """Whether the repository holds more than this project."""
        return self.folder != PurePosixPath()


def refuse_expressions(folder: PurePosixPath) -> None:
    """Raise ClaimedError for a folder whose name GitHub or GitLab would fill in: `${{ … }}`, or `$NAME`."""
    if "$" in str(folder):
        message = (
            f"the folder {str(folder)!r} holds a `$`, which CI takes for a variable or an expression in its files\n"
            "    Rename the folder, or write no CI files: `hatch-claimed init --ci none`."
        )
        raise ClaimedError(message)


LOCK_CHECK = "if [ -f claimed.lock ]; then hatch-claimed lock --check; fi"
"""A lock is checked where there is one."""
