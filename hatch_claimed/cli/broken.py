"""What commands say of what is broken, and how they end for it."""

from __future__ import annotations

from hatch_claimed.checks.report import as_text, broken_as_text
from hatch_claimed.cli.verbosity import is_verbose, say
from hatch_claimed.errors import BrokenError, ClaimedError
from hatch_claimed.model import Project
from hatch_claimed.model.broken import broken_count
from hatch_claimed.planning.plan import Plan


def say_other_findings(planned: Plan) -> None:
    """Say what is wrong with what is right, such as warnings; the errors of what is broken are told elsewhere."""
    if planned.other_reported:
        say(as_text(planned.other_reported, briefly=not is_verbose()))


def say_how_many_broken(project: Project) -> None:
    """Say how many are broken, where any is."""
    if project.broken:
        say(broken_count(project.broken))


def say_all_broken(project: Project, what: str) -> None:
    """Say all errors, and each that is broken in a line; the last line says `what` became of how many."""
    if project.broken:
        say(broken_as_text(project.broken, what, briefly=not is_verbose()))


def exit_code(planned: Plan) -> int:
    """How a command ends that left out what is broken: it failed, unless the setting says that this is none."""
    return 0 if planned.keep_going or not planned.project.broken else ClaimedError.exit_code


def stop_if_broken(project: Project, name: str, *, workflow: bool = False) -> None:
    """Raises BrokenError for a name of something broken, or the path of its script."""
    found = project.broken_named(name, workflow=workflow)
    if found:
        raise BrokenError(project, found)
