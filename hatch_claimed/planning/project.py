"""A project's manifest and settings, read from disk and from the environment."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from hatch_claimed.errors import FindingsError
from hatch_claimed.model import Finding
from hatch_claimed.settings.load import (
    IMAGES_VARIABLE,
    NO_PROJECT,
    PYPROJECT,
    ProjectManifest,
    read_manifest,
    resolve,
)
from hatch_claimed.settings.one_script import OneScript
from hatch_claimed.settings.overrides import with_caches
from hatch_claimed.settings.settings import ProjectSettings
from hatch_claimed.system.tree import read_text

VersionSource = Callable[[], str]
"""Gives the project's version where pyproject.toml leaves it to be found out."""


def project_settings(
    root: Path, version: VersionSource | None = None, images: str | None = None, script: OneScript | None = None
) -> tuple[ProjectSettings, tuple[Finding, ...]]:
    """The settings of the project at `root`, and what is wrong in them. Raises FindingsError as `read_project` does."""
    manifest = read_project(root, script)
    override = images or os.environ.get(IMAGES_VARIABLE)
    try:
        settings, findings = resolve(manifest, _version(manifest, version), override)
    except FindingsError as error:
        settings, findings = resolve(manifest, "0", override)
        findings = (*findings, *error.findings)
    return with_caches(settings, os.environ), findings


def build_directory(root: Path, script: OneScript | None = None) -> Path:
    """Where Hatch builds: `dist`, or what `[tool.hatch.build]` says. Raises FindingsError as `read_project` does."""
    tool = read_project(root, script).document.get("tool", {})
    configured = tool.get("hatch", {}).get("build", {}).get("directory", "dist")
    return root / str(configured)


def has_project(root: Path) -> bool:
    """Whether a pyproject.toml with `[tool.claimed]` lies at `root`. Raises FindingsError for an unreadable one."""
    if not (root / PYPROJECT).exists():
        return False
    manifest, findings = read_manifest(_text(root))
    if manifest is None and any(one.code == "CLM005" for one in findings):
        raise FindingsError(findings)
    return manifest is not None


def read_project(root: Path, script: OneScript | None = None) -> ProjectManifest:
    """Read the manifest of the project at `root`. Raises FindingsError where there is none to go on with.

    A `script` that a command names needs none.
    """
    text = "" if script and not (root / PYPROJECT).exists() else _text(root)
    manifest, findings = read_manifest(text, script)
    if manifest is None:
        raise FindingsError(findings)
    return manifest


def _text(root: Path) -> str:
    try:
        return read_text(root / PYPROJECT)
    except FileNotFoundError:
        raise FindingsError([_nowhere(root)]) from None
    except OSError as error:
        raise FindingsError([_unreadable(root, error.strerror or str(error))]) from None
    except UnicodeDecodeError:
        raise FindingsError([_unreadable(root, "it is not UTF-8")]) from None


def _nowhere(root: Path) -> Finding:
    return Finding(
        code="CLM005",
        severity="error",
        message=f"is not there: {root} is no project",
        remedy=NO_PROJECT,
        path=PYPROJECT,
    )


def _unreadable(root: Path, why: str) -> Finding:
    message = f"cannot be read in {root}: {why}"
    remedy = "Make it a readable file of UTF-8 text, or name the folder of another project with -C."
    return Finding(code="CLM005", severity="error", message=message, remedy=remedy, path=PYPROJECT)


def _version(manifest: ProjectManifest, source: VersionSource | None) -> str:
    if manifest.static_version is not None:
        return manifest.static_version
    if manifest.table.version is not None:
        return manifest.table.version
    return source() if source else ""
