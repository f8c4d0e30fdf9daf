"""Which operators a project is to have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from hatch_claimed.adopt.detection import DetectedOperator, SkippedScript, detect
from hatch_claimed.adopt.include import Patterns, patterns
from hatch_claimed.adopt.scaffold import EXAMPLE, example
from hatch_claimed.languages.python.language import PYTHON
from hatch_claimed.model import File, operator_name
from hatch_claimed.settings.load import read_manifest, resolve
from hatch_claimed.sources.discover import Discovery, ScriptFile, discover
from hatch_claimed.system.tree import Overlay, Tree


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The operators, what is no operator and why, and patterns where the usual ones do not do.

    `tree` holds the operators: the project, or a project with the `example` that it is to begin with.
    """

    tree: Tree
    operators: tuple[DetectedOperator, ...]
    skipped: tuple[SkippedScript, ...]
    patterns: Patterns = field(default_factory=Patterns)
    example: File | None = None

    @property
    def extras(self) -> frozenset[str]:
        """What hatch-claimed must be installed with to read the scripts."""
        return frozenset(one.language.extra for one in self.operators if one.language.extra)


def select(tree: Tree, named: Mapping[PurePosixPath, str], manifest: str | None) -> Selection:
    """Select what looks like an operator; with `manifest`, a pyproject.toml with settings, what these select."""
    detection = detect(tree, named)
    if manifest is not None:
        return _of_settings(tree, manifest, detection.operators, detection.skipped)
    if detection.operators:
        own = patterns(tree, {one.path for one in detection.operators})
        return Selection(tree=tree, operators=detection.operators, skipped=detection.skipped, patterns=own)
    if any(not one.is_unread for one in detection.skipped):
        # a repository of scripts is no place for an example
        return Selection(tree=tree, operators=(), skipped=detection.skipped)
    file = example()
    first = DetectedOperator(operator_name(EXAMPLE), EXAMPLE, PYTHON.kind, "an example to begin with")
    whole = Overlay(tree.root, file.path, file.content)
    # the usual patterns may hold what was skipped
    own = patterns(whole, {EXAMPLE})
    return Selection(tree=whole, operators=(first,), skipped=detection.skipped, patterns=own, example=file)


def _of_settings(
    tree: Tree, text: str, operators: tuple[DetectedOperator, ...], skipped: tuple[SkippedScript, ...]
) -> Selection:
    manifest, _ = read_manifest(text)
    if manifest is None:
        return Selection(tree=tree, operators=(), skipped=skipped)
    settings, _ = resolve(manifest, "0")
    by_path = {one.path: one for one in operators}
    found = discover(settings, tree)
    selected = tuple(_of_script(script, by_path.get(script.path), found) for script in found.scripts)
    paths = {script.path for script in found.scripts}
    others = [
        SkippedScript(one.path, "not selected by `include` of [tool.claimed]")
        for one in operators
        if one.path not in paths
    ]
    rest = (one for one in skipped if one.path not in paths)
    return Selection(tree=tree, operators=selected, skipped=tuple(sorted((*rest, *others), key=lambda one: one.path)))


def _of_script(script: ScriptFile, detected: DetectedOperator | None, found: Discovery) -> DetectedOperator:
    """A script that settings select. They are to say its name where nothing keeps it, and they do not yet."""
    one = detected or DetectedOperator(script.name, script.path, script.kind, "selected by [tool.claimed]")
    if not found.settings.operator(script.name, script.kind).modules:
        one = replace(one, files=tuple(dict.fromkeys((*one.helpers, *one.files))))
    key = found.settings.table_keys.get(script.name)
    if script.path not in found.undeclared:
        return replace(one, name=script.name, table_key=key, is_chosen=False)
    own = script.name if script.name in found.settings.table.operators else str(script.path)
    return replace(one, name=found.undeclared[script.path], table_key=key or own, is_chosen=True)
