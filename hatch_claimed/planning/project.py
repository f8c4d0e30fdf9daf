"""A project's manifest and settings, read from disk and from the environment."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from hatch_claimed.errors import FindingsError
from hatch_claimed.model import Finding
from hatch_claimed.settings.load import IMAGES_VARIABLE, PYPROJECT, ProjectManifest, read_manifest, resolve
from hatch_claimed.settings.overrides import with_caches
from hatch_claimed.settings.settings import ProjectSettings

VersionSource = Callable[[], str]
"""Gives the project's version where pyproject.toml leaves it to be found out."""


def project_settings(
    root: Path, version: VersionSource | None = None, images: str | None = None
) -> tuple[ProjectSettings, tuple[Finding, ...]]:
    """The settings of the project at `root`, and what is wrong in them. Raises FindingsError as `read_project` does."""
    manifest = read_project(root)
    override = images or os.environ.get(IMAGES_VARIABLE)
    try:
        settings, findings = resolve(manifest, _version(manifest, version), override)
    except FindingsError as error:
        settings, findings = resolve(manifest, "0", override)
        findings = (*findings, *error.findings)
    return with_caches(settings, os.environ), findings


def build_directory(root: Path) -> Path:
    """Where Hatch builds: `dist`, or what `[tool.hatch.build]` says. Raises FindingsError as `read_project` does."""
    tool = read_project(root).document.get("tool", {})
    configured = tool.get("hatch", {}).get("build", {}).get("directory", "dist")
    return root / str(configured)


def read_project(root: Path) -> ProjectManifest:
    """Read the manifest of the project at `root`. Raises FindingsError where there is none to go on with."""
    try:
        text = (root / PYPROJECT).read_text(encoding="utf-8")
    except OSError as error:
        raise FindingsError([_unreadable(root, error.strerror or str(error))]) from None
    except UnicodeDecodeError:
        raise FindingsError([_unreadable(root, "it is not UTF-8")]) from None
    manifest, findings = read_manifest(text)
    if manifest is None:
        raise FindingsError(findings)
    return manifest


def _unreadable(root: Path, why: str) -> Finding:
    message = f"cannot be read in {root}: {why}"
    remedy = "Run this in the folder of a project, or name it with -C."
    return Finding(code="CLM005", severity="error", message=message, remedy=remedy, path=PYPROJECT)


def _version(manifest: ProjectManifest, source: VersionSource | None) -> str:
    if manifest.static_version is not None:
        return manifest.static_version
    if manifest.table.version is not None:
        return manifest.table.version
    return source() if source else ""
