"""Settings that each may be, and that Kubernetes refuses together or for itself."""

from __future__ import annotations

from collections.abc import Iterator

from hatch_claimed.model import Finding
from hatch_claimed.settings.settings import DeploySettings

_OF_THE_JOB = frozenset(
    ("job-name", "controller-uid", "batch.kubernetes.io/job-name", "batch.kubernetes.io/controller-uid")
)


def security_problems(wanted: DeploySettings) -> Iterator[Finding]:
    """A user who is root and must not be."""
    table = wanted.table.security_context
    if table and table.run_as_non_root and table.run_as_user == 0:
        yield wanted.at("security-context", "run-as-user").finding(
            "CLM094",
            "is 0, which is root, and `run-as-non-root` refuses that",
            "Write another user, such as 1001, or take one of the two out.",
        )


def label_problems(wanted: DeploySettings) -> Iterator[Finding]:
    """Labels by which a Job knows its pods."""
    for name in wanted.table.labels:
        if name in _OF_THE_JOB:
            yield wanted.at("labels", name).finding(
                "CLM094", "is a label that Kubernetes itself gives to the pods of a Job", "Take another name."
            )
