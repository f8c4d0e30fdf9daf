"""What stops a build. Each error carries its exit code; the doors catch the base class once, and print it."""

from __future__ import annotations

from collections.abc import Sequence

from hatch_claimed.checks.report import as_text
from hatch_claimed.model import Broken, Finding, Project
from hatch_claimed.model.broken import reasons


class ClaimedError(Exception):
    """Something the user can mend. The message says what is wrong and what to do; there is no traceback to show."""

    exit_code = 1


class FindingsError(ClaimedError):
    """The project has errors; the message lists all of them."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__(as_text(self.findings))


class BrokenError(FindingsError):
    """What was asked for has errors, or needs what has some. The message says so, and lists these errors."""

    def __init__(self, project: Project, wanted: Sequence[Broken]) -> None:
        super().__init__(reasons(project.broken, wanted))
        needing = [
            f"{one.kind} {one.name} needs {', '.join(one.needs)}, and cannot be had" for one in wanted if one.needs
        ]
        self.args = ("\n".join([*needing, *self.args]),)


class UnknownNameError(ClaimedError):
    """A name of which the project has nothing. The message says which one was meant, or which there are."""

    exit_code = 2


class EngineError(ClaimedError):
    """Images were asked for, and there is nothing to build them with."""

    exit_code = 3


class ImageError(ClaimedError):
    """An image could not be built or pushed."""

    exit_code = 4


class BaseImageError(ImageError):
    """An image could not be built, since the image that it begins with could not be had."""
