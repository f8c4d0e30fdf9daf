"""`hatch-claimed lock`: writes down what every image is made of, or says that it is written down no more."""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import click
from packaging.utils import canonicalize_name

from hatch_claimed import __version__
from hatch_claimed.building.build import load
from hatch_claimed.checks.report import as_text
from hatch_claimed.cli.broken import exit_code, say_all_broken
from hatch_claimed.cli.request import request_for
from hatch_claimed.errors import ClaimedError, FindingsError
from hatch_claimed.lock.compare import missing, stale
from hatch_claimed.lock.document import read, write
from hatch_claimed.lock.kept_entries import with_kept_entries
from hatch_claimed.lock.model import LOCK_FILE, LockFile
from hatch_claimed.lock.tools import Tools, Upgrade
from hatch_claimed.model import Finding, Project
from hatch_claimed.planning.plan import LockPolicy
from hatch_claimed.system.tree import read_text

_say = partial(click.echo, err=True)


@click.command("lock")
@click.option("--check", is_flag=True, help="Only say whether the lock is up to date, without the network.")
@click.option("--upgrade", is_flag=True, help="Take the newest version of everything that the project allows.")
@click.option(
    "--upgrade-package", "packages", multiple=True, metavar="NAME", help="Take this package's newest version."
)
@click.pass_obj
def lock_command(root: Path, *, check: bool, upgrade: bool, packages: tuple[str, ...]) -> None:
    """Write claimed.lock: base images by digest, and every package with its version and hashes.

    What is locked already stays, unless the project requires something else. Exits with 1 when something cannot be
    locked, and then the lock stands as it was; with --check, when it is out of date. What the lock holds of operators
    with errors stays as it was; the command then exits with 1 too, unless the setting `keep-going` is true.
    """
    if check and (upgrade or packages):
        raise click.UsageError("--check changes nothing, so it takes no --upgrade and no --upgrade-package")
    request = replace(request_for(root), lock_policy=LockPolicy(ignored=True))
    planned = load(request).without_project_errors()
    old, findings = _read(root)
    if check:
        wrong = _check(planned.project, old, findings)
        say_all_broken(planned.project, "and not looked at")
    else:
        wrong = False
        if findings:
            _say(as_text(findings))
        _lock(root, planned.project, old, Upgrade(everything=upgrade, packages=packages))
        say_all_broken(planned.project, "and stays in the lock as it was" if old else "and not locked")
    sys.exit(wrong or exit_code(planned))


def _check(project: Project, old: LockFile | None, findings: tuple[Finding, ...]) -> bool:
    """Say what is out of date, and whether anything is."""
    if old is not None:
        findings = stale(project, old, "error")
    elif not findings:
        findings = (missing("error"),)
    others = " for all others" if project.broken else ""
    click.echo(as_text(findings) if findings else f"{LOCK_FILE} is up to date{others}")
    return bool(findings)


def _lock(root: Path, project: Project, old: LockFile | None, upgrade: Upgrade) -> None:
    from hatch_claimed.images.probe import engine_here
    from hatch_claimed.images.registry_clients import registry_here
    from hatch_claimed.lock.changes import changes
    from hatch_claimed.lock.resolve import make
    from hatch_claimed.lock.uv import uv_here

    uv = uv_here()
    with registry_here() as registry:
        tools = Tools(
            registry=registry,
            engine=engine_here(),
            compile=uv,
            uv=uv.version,
            tool=__version__,
            today=datetime.now(UTC).date(),
        )
        outcome = make(project, old, upgrade, tools)
    if outcome.lock is None:
        raise FindingsError(outcome.findings)
    lock = with_kept_entries(outcome.lock, old, project.broken_component_names)
    _check_names(upgrade, lock)
    if outcome.findings:
        _say(as_text(outcome.findings))
    text = write(lock)
    changed = _replace(root / LOCK_FILE, text.encode())
    lines = changes(old, lock)
    for line in lines:
        click.echo(line)
    if not lines:
        click.echo(f"{LOCK_FILE}: {'the same packages, for other requirements' if changed else 'nothing changed'}")


def _check_names(upgrade: Upgrade, lock: LockFile) -> None:
    """A package to upgrade that nobody installs is a slip of the pen."""
    there = {canonicalize_name(package.name) for one in lock.environments for package in one.packages} | {"uv"}
    for name in upgrade.packages:
        if canonicalize_name(name) not in there:
            message = f"--upgrade-package: no operator installs {name!r}; {LOCK_FILE} stands as it was"
            raise ClaimedError(message)


def _read(root: Path) -> tuple[LockFile | None, tuple[Finding, ...]]:
    try:
        return read(read_text(root / LOCK_FILE))
    except FileNotFoundError:
        return None, ()
    except (OSError, UnicodeDecodeError) as error:
        said = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        remedy = "Make it readable, or run `hatch-claimed lock` to make it anew."
        message = f"cannot be read: {said}"
        return None, (Finding(code="CLM081", severity="error", message=message, remedy=remedy, path=LOCK_FILE),)


def _replace(path: Path, content: bytes) -> bool:
    """Write a file whole or not at all, and say whether it changed. A link stays a link."""
    with suppress(OSError):
        if path.read_bytes() == content:
            return False
    target = Path(os.path.realpath(path))
    try:
        with tempfile.TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as folder:
            whole = Path(folder, target.name)
            whole.write_bytes(content)
            if target.exists():
                whole.chmod(target.stat().st_mode & 0o777)
            whole.replace(target)
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror or error}\n    Make {path.parent} writable."
        raise ClaimedError(message) from None
    return True
