"""Pods that cannot write where their results go."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from hatch_claimed.model import Finding, Operator, Output
from hatch_claimed.model.deployment import Deployment, Security
from hatch_claimed.system.tree import stays_below

_TEMPORARY = ("/tmp", "/var/tmp")  # noqa: S108 (in a container)


def writing_problems(operator: Operator, deployment: Deployment) -> Iterator[Finding]:
    """CLM119: nothing can be written at all, or a result does not go where its path says.

    The working directory of an image belongs to group 0. Who cannot write there works in a private folder below the
    temporary one, but for what is mounted; a result at a relative path is then in that folder, and nowhere else.
    """
    workdir = str(operator.language.workdir)
    reason = _reason(deployment.security, workdir)
    if reason is None or _is_mounted(workdir, deployment):
        return
    if deployment.security.read_only_root_filesystem and not any(_is_mounted(one, deployment) for one in _TEMPORARY):
        yield _finding(
            operator,
            "its pods can write nothing, not even temporary files and caches of libraries: "
            "`read-only-root-filesystem` is set, and no volume is mounted at /tmp",
            'Write `volumes.tmp = { empty-dir = true, mount-path = "/tmp" }`, for this operator or for all.',
        )
        return
    for output in operator.outputs:
        if output.path and stays_below(output.path) and not _is_mounted(f"{workdir}/{output.path}", deployment):
            folder = PurePosixPath(workdir, output.path).parent
            place = folder if str(folder) != workdir else folder / "results"
            yield _finding(
                operator,
                f"{output.path!r} goes to a private folder of temporary files, and with the pod: {reason}",
                f"Set its path to one below a volume, such as one that is mounted at `{place}`{_way_out(deployment)}.",
                output,
            )


def _reason(security: Security, workdir: str) -> str | None:
    """Why the working directory cannot be written to; None where it can, or where nobody knows."""
    if security.read_only_root_filesystem:
        return "`read-only-root-filesystem` is set"
    groups = (security.run_as_group, *(security.supplemental_groups or ()))
    if security.run_as_group is None or 0 in groups or security.run_as_user in (0, _OWNER):
        return None
    return f"`run-as-group` is {security.run_as_group}, and {workdir} belongs to group 0"


_OWNER = 1001
"""The user of images, to whom the working directory belongs."""


def _way_out(deployment: Deployment) -> str:
    return "" if deployment.security.read_only_root_filesystem else ", or write `run-as-group = 0`"


def _is_mounted(path: str, deployment: Deployment) -> bool:
    """Whether a volume that can be written to is mounted at the path or above it."""
    return any(
        PurePosixPath(path).is_relative_to(volume.mount_path)
        for volume in deployment.volumes
        if not volume.read_only and volume.kind in {"claim", "empty-dir"}
    )


def _finding(operator: Operator, message: str, remedy: str, output: Output | None = None) -> Finding:
    return Finding(
        code="CLM119",
        severity="warning",
        message=message,
        remedy=remedy,
        path=str(operator.path),
        line=output.line if output else None,
        cell=output.cell if output else None,
    )
