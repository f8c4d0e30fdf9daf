"""Which files of a project are operators, and what they are called."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from hatch_claimed.languages import registry
from hatch_claimed.languages.language import Language
from hatch_claimed.languages.registry import language, language_of
from hatch_claimed.model import Finding, Subject
from hatch_claimed.model.similar import closest
from hatch_claimed.settings.settings import ProjectSettings
from hatch_claimed.settings.tables.claimed import ClaimedTable
from hatch_claimed.system.tree import Tree

MAX_NAME = 63
"""RFC 1123: a Kubernetes name has at most 63 characters."""


@dataclass(frozen=True, slots=True)
class ScriptFile:
    """A script that was found."""

    name: str
    path: PurePosixPath
    kind: str

    @property
    def language(self) -> Language:
        """What there is to say of its language."""
        return language(self.kind)


def operator_name(path: PurePosixPath) -> str:
    """`example_script.py` is `example-script` (C3 requirements, *Names*).

    Hyphens at the ends are dropped: neither a Kubernetes name nor an image reference may begin or end with one.
    """
    return re.sub(r"[^a-z0-9-]", "-", path.stem.lower()).strip("-")


def discover(settings: ProjectSettings, tree: Tree) -> tuple[tuple[ScriptFile, ...], tuple[Finding, ...]]:
    """Find all scripts of a project, sorted by name, and what is wrong with their names."""
    findings: list[Finding] = []
    excluded = {path for pattern in settings.table.exclude for path in tree.glob(pattern)}
    paths = _selected(settings, tree, excluded, findings)
    scripts = [ScriptFile(operator_name(path), path, of.kind) for path in paths if (of := language_of(path))]
    findings.extend(_name_findings(scripts))
    findings.extend(_unknown_tables(settings, scripts, excluded))
    return tuple(sorted(scripts, key=lambda script: script.name)), tuple(findings)


def _selected(
    settings: ProjectSettings, tree: Tree, excluded: Collection[PurePosixPath], findings: list[Finding]
) -> list[PurePosixPath]:
    selected: dict[PurePosixPath, None] = {}
    # also where `include` cannot be read: nobody wrote these patterns, so none of them must match
    default = settings.table.include == ClaimedTable().include
    for pattern in settings.table.include:
        found = [path for path in tree.glob(pattern) if language_of(path) and not _is_helper(path)]
        if not found and not default:
            findings.append(_nothing_matches(settings, pattern, bool(tree.glob(pattern))))
        selected.update(dict.fromkeys(path for path in found if path not in excluded))
    if not selected and not findings:
        findings.append(_no_operators(settings, default=default))
    return sorted(selected)


def _is_helper(path: PurePosixPath) -> bool:
    return path.name.startswith(("_", "."))


def _nothing_matches(settings: ProjectSettings, pattern: str, other_files: bool) -> Finding:
    *nouns, last = (one.noun for one in registry.LANGUAGES)
    found = f"matches no {', '.join(nouns)} or {last}" if other_files else "matches nothing"
    return settings.place.at("include").finding(
        "CLM007",
        f"holds {pattern!r}, which {found}",
        "Correct the pattern or take it out; names that begin with `_` are helpers, not operators.",
    )


def _no_operators(settings: ProjectSettings, *, default: bool) -> Finding:
    where = "below `operators/`" if default else "that `include` selects and `exclude` leaves"
    usual = ", ".join(f"`{one.suffixes[0]}`" for one in registry.LANGUAGES)
    return settings.place.finding(
        "CLM007",
        f"has no operator: there is no script {where}",
        f'Put scripts ({usual}) below `operators/`, or name them: `include = ["scripts/*.py"]` below `[tool.claimed]`.',
    )


def _name_findings(scripts: Iterable[ScriptFile]) -> list[Finding]:
    by_name: dict[str, list[ScriptFile]] = defaultdict(list)
    for script in scripts:
        by_name[script.name].append(script)
    findings = []
    for name, same in by_name.items():
        if len(same) > 1:
            findings.append(_same_name(name, same))
        if not name or len(name) > MAX_NAME:
            findings.extend(_illegal_name(script) for script in same)
    return findings


def _same_name(name: str, scripts: list[ScriptFile]) -> Finding:
    first, *others = sorted(scripts, key=lambda script: script.path)
    return Finding(
        code="CLM008",
        severity="error",
        message=f"gives the operator name {name!r}, as does {' and '.join(str(other.path) for other in others)}",
        remedy="Rename one of the files, or leave one out with `exclude`.",
        path=str(first.path),
        about=frozenset({Subject.operator(name)}),
    )


def _illegal_name(script: ScriptFile) -> Finding:
    what = f"is {len(script.name)} characters long" if script.name else "holds no letter or digit"
    return Finding(
        code="CLM009",
        severity="error",
        message=f"gives the operator name {script.name!r}, which {what}",
        remedy=f"Rename the file: 1 to {MAX_NAME} letters, digits and hyphens make a Kubernetes name (RFC 1123).",
        path=str(script.path),
        about=frozenset({Subject.operator(script.name)}),
    )


def _unknown_tables(
    settings: ProjectSettings, scripts: list[ScriptFile], excluded: Collection[PurePosixPath]
) -> list[Finding]:
    """Tables of operators that are none. One that `exclude` leaves out may keep its table until it is back."""
    names = [script.name for script in scripts]
    left_out = {operator_name(path) for path in excluded if language_of(path)}
    findings = []
    for name in settings.table.operators:
        if name not in names and name not in left_out:
            meant = closest(name, names, folded=True)
            remedy = f"Did you mean `{meant}`?" if meant else f"Operators are {', '.join(sorted(names)) or 'none'}."
            finding = settings.place.at("operators", name).finding("CLM001", "names no operator", remedy)
            # what the table says is missing where it was meant
            findings.append(finding.on(Subject.operator(meant)) if meant else finding)
    return findings
