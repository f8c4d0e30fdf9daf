"""Which files of a project are operators, and what they are called."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from hatch_claimed.languages import registry
from hatch_claimed.languages.language import Language
from hatch_claimed.languages.registry import language, language_of
from hatch_claimed.model import Finding, Subject
from hatch_claimed.model.finding import OPERATORS
from hatch_claimed.settings.settings import ProjectSettings
from hatch_claimed.settings.tables.claimed import ClaimedTable
from hatch_claimed.sources.operator_names import Names
from hatch_claimed.sources.operator_tables import name_operators
from hatch_claimed.system.tree import Tree


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


@dataclass(frozen=True, slots=True)
class Discovery:
    """The scripts of a project, sorted by name, and what is wrong with their names and tables.

    `settings` are those of the project, and know which table is which operator's. `names_by_key` are the names of
    operators by the keys of their tables, `undeclared` those that settings should say, since nothing else keeps them.
    `excluded` are scripts that `exclude` leaves out, `excluded_names` their names and paths.
    """

    scripts: tuple[ScriptFile, ...]
    findings: tuple[Finding, ...]
    settings: ProjectSettings
    names_by_key: Mapping[str, str] = field(default_factory=dict)
    undeclared: Names = field(default_factory=dict)
    excluded: tuple[PurePosixPath, ...] = ()
    excluded_names: frozenset[str] = frozenset()

    def named(self, finding: Finding) -> Finding:
        """The finding; one about the table of an operator that is called otherwise is about that operator."""
        if finding.path != self.settings.place.file:
            return finding
        about = (
            Subject.operator(self.names_by_key.get(one.name, one.name)) if one.table == OPERATORS else one
            for one in finding.about
        )
        return replace(finding, about=frozenset(about))

    def script(self, path: PurePosixPath) -> ScriptFile | None:
        """The script at a path."""
        return next((one for one in self.scripts if one.path == path), None)


def discover(settings: ProjectSettings, tree: Tree) -> Discovery:
    """Find all scripts of a project, and name them by their paths and the settings."""
    findings: list[Finding] = []
    excluded = {path for pattern in settings.table.exclude for path in tree.glob(pattern)}
    paths = _selected(settings, tree, excluded, findings)
    left_out = sorted(path for path in excluded if language_of(path))
    naming = name_operators(settings, paths, left_out)
    scripts = [ScriptFile(naming.names[path], path, of.kind) for path in paths if (of := language_of(path))]
    return Discovery(
        tuple(sorted(scripts, key=lambda script: script.name)),
        (*findings, *naming.findings),
        replace(settings, table_keys=naming.table_keys),
        naming.names_by_key,
        naming.undeclared,
        tuple(left_out),
        naming.excluded_names,
    )


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
