"""What commands about workflows have in common."""

from __future__ import annotations

import click

from hatch_claimed.cli.broken import stop_if_broken
from hatch_claimed.model.similar import closest
from hatch_claimed.model.workflow import Workflow
from hatch_claimed.planning.plan import Plan


def workflow_named(planned: Plan, name: str) -> Workflow:
    """The workflow of that name. Raises FindingsError where it has errors, UsageError for an unknown name."""
    known = {workflow.name: workflow for workflow in planned.without_project_errors().project.workflows}
    if name in known:
        return known[name]
    stop_if_broken(planned.project, name, workflow=True)
    close = closest(name, known)
    hint = f"Did you mean {close!r}?" if close else f"There are {', '.join(known) or 'none'}."
    message = f"there is no workflow {name!r}. {hint}"
    raise click.UsageError(message)
