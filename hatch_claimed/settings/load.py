"""From the text of pyproject.toml to resolved settings."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast, get_args

from hatch_claimed.model import Finding, ImageMode
from hatch_claimed.model.similar import closest
from hatch_claimed.settings.backends import package_folders
from hatch_claimed.settings.grammar import TAG
from hatch_claimed.settings.lines import key_lines
from hatch_claimed.settings.one_script import OneScript
from hatch_claimed.settings.parse import SettingLocation, read_table
from hatch_claimed.settings.settings import ProjectSettings, tag_of
from hatch_claimed.settings.tables.claimed import ClaimedTable

PYPROJECT = "pyproject.toml"
IMAGES_VARIABLE = "CLAIMED_IMAGES"

NO_PROJECT = (
    "`hatch-claimed init` makes a project of the scripts here, -C before the command names the folder of another one, "
    "and `hatch-claimed run path/to/script.py` needs none."
)
"""What to do where commands want a project and there is none."""

_EXAMPLE = f"""\
Add a table to {PYPROJECT}:

    [tool.claimed]
    repository = "registry.example.com/team"

{NO_PROJECT}"""


@dataclass(frozen=True, slots=True)
class ProjectManifest:
    """A readable pyproject.toml: its tables, the place of `[tool.claimed]`, and what that table says.

    `is_one_script` says that it was read for one script that a command names by its path.
    """

    document: Mapping[str, Any]
    place: SettingLocation
    table: ClaimedTable
    findings: tuple[Finding, ...]
    is_one_script: bool = False

    @property
    def static_version(self) -> str | None:
        """`[project].version`, where it is written there."""
        version = _mapping(self.document.get("project")).get("version")
        return version if isinstance(version, str) else None

    @property
    def name(self) -> str:
        """`[project].name`."""
        return str(_mapping(self.document.get("project")).get("name", ""))


def read_manifest(text: str, script: OneScript | None = None) -> tuple[ProjectManifest | None, tuple[Finding, ...]]:
    """Read pyproject.toml. The manifest is None when there is no `[tool.claimed]` to go on with.

    What a command says of a `script` counts more than the table, and needs none.
    """
    try:
        document = tomllib.loads(text)
    except ValueError as error:
        return None, (_not_toml(error, text),)
    except RecursionError:
        return None, (_not_toml(ValueError("it is nested too deeply"), text),)
    tool = _mapping(document.get("tool"))
    raw = tool.get("claimed")
    if script is not None:
        place = script.place(key_lines(text), PYPROJECT if isinstance(raw, dict) else None)
        raw = script.over(raw if isinstance(raw, dict) else None)
    elif isinstance(raw, dict):
        place = SettingLocation(PYPROJECT, key_lines(text), ("tool", "claimed"))
    else:
        return None, (_no_table(tool),)
    findings: list[Finding] = []
    table = read_table(ClaimedTable, raw, place, findings)
    return ProjectManifest(document, place, table, tuple(findings), is_one_script=script is not None), ()


def resolve(
    manifest: ProjectManifest, version: str, images: str | None = None
) -> tuple[ProjectSettings, tuple[Finding, ...]]:
    """Settings from a manifest, the project's version and the override of `images`."""
    findings = list(manifest.findings)
    if images and images not in get_args(ImageMode):
        findings.append(_bad_override(images))
    if not version and manifest.table.version is None:
        findings.append(_no_version(manifest.place))
    if version and manifest.table.version is None and not TAG.holds(tag_of(version)):
        findings.append(_no_tag(manifest.place, version))
    settings = ProjectSettings(
        name=manifest.name,
        version=version,
        table=manifest.table,
        place=manifest.place,
        images=cast("ImageMode | None", images or None),
        sources=package_folders(manifest.document),
        is_one_script=manifest.is_one_script,
    )
    repository = ("tool", "claimed", "repository")
    if repository not in manifest.place.lines:
        findings.extend(settings.missing())
    return settings, tuple(findings)


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _not_toml(error: ValueError, text: str) -> Finding:
    marked = text.startswith("\ufeff")
    place = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
    return Finding(
        code="CLM005",
        severity="error",
        message=f"is not valid TOML: {str(error).split(' (at ')[0]}",
        remedy="Save the file without a byte order mark."
        if marked
        else "Correct the syntax on this line or just before it.",
        path=PYPROJECT,
        line=int(place[1]) if place else None,
        column=int(place[2]) if place else None,
    )


def _no_table(tool: Mapping[str, Any]) -> Finding:
    meant = closest("claimed", [name for name in tool if name != "claimed"], folded=True)
    return Finding(
        code="CLM004",
        severity="error",
        message="has no table `[tool.claimed]`",
        remedy=f"Did you mean `[tool.claimed]` where it says `[tool.{meant}]`?" if meant else _EXAMPLE,
        path=PYPROJECT,
    )


def _no_version(place: SettingLocation) -> Finding:
    remedy = 'Write `version = "1.0"` below `[project]`, or below `[tool.claimed]`.'
    return place.finding("CLM004", "has no `version`, and the project has none, so images have no tag", remedy)


def _no_tag(place: SettingLocation, version: str) -> Finding:
    legal = re.sub(r"[^A-Za-z0-9_.-]+", "-", version).lstrip(".-")[:128] or "1.0"
    message = f"is {version!r}, which cannot be the tag of an image"
    remedy = f'Write `version = "{legal}"` below `[tool.claimed]`: {TAG.expected}.'
    return SettingLocation(place.file, place.lines, ("project", "version")).finding("CLM003", message, remedy)


def _bad_override(value: str) -> Finding:
    return Finding(
        code="CLM003",
        severity="error",
        message=f"is {value!r}, which is not one of {', '.join(repr(mode) for mode in get_args(ImageMode))}",
        remedy=f"Set {IMAGES_VARIABLE} to one of these, or unset it.",
        path=IMAGES_VARIABLE,
    )
