"""Which operators a project is to have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from hatch_claimed.adopt.files import EXAMPLE, example
from hatch_claimed.adopt.find import Found, LeftOut, find
from hatch_claimed.adopt.include import Patterns, patterns
from hatch_claimed.languages.python.language import PYTHON
from hatch_claimed.model import File
from hatch_claimed.settings.load import read_manifest, resolve
from hatch_claimed.sources.discover import discover, operator_name
from hatch_claimed.system.tree import Overlay, Tree


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The operators, what is no operator and why, and patterns where the usual ones do not do.

    `tree` holds the operators: the project, or a project with the `example` that it is to begin with.
    """

    tree: Tree
    found: tuple[Found, ...]
    left_out: tuple[LeftOut, ...]
    patterns: Patterns = field(default_factory=Patterns)
    example: File | None = None

    @property
    def extras(self) -> frozenset[str]:
        """What hatch-claimed must be installed with to read the scripts."""
        return frozenset(one.language.extra for one in self.found if one.language.extra)


def choose(tree: Tree, named: Mapping[PurePosixPath, str], settled: str | None) -> Choice:
    """Choose what looks like an operator; what `settled`, a pyproject.toml with settings, selects is settled."""
    looked = find(tree, named)
    if settled is not None:
        return _settled(tree, settled, looked.found, looked.left_out)
    if looked.found:
        own = patterns(tree, {one.path for one in looked.found})
        return Choice(tree=tree, found=looked.found, left_out=looked.left_out, patterns=own)
    file = example()
    first = Found(operator_name(EXAMPLE), EXAMPLE, PYTHON.kind, "an example to begin with")
    whole = Overlay(tree.root, file.path, file.content)
    # the usual patterns may hold what was left out
    own = patterns(whole, {EXAMPLE})
    return Choice(tree=whole, found=(first,), left_out=looked.left_out, patterns=own, example=file)


def _settled(tree: Tree, text: str, found: tuple[Found, ...], left_out: tuple[LeftOut, ...]) -> Choice:
    manifest, _ = read_manifest(text)
    if manifest is None:
        return Choice(tree=tree, found=(), left_out=left_out)
    settings, _ = resolve(manifest, "0")
    by_path = {one.path: one for one in found}
    scripts = discover(settings, tree)[0]
    chosen = tuple(
        by_path.get(script.path) or Found(script.name, script.path, script.kind, "selected by [tool.claimed]")
        for script in scripts
    )
    paths = {script.path for script in scripts}
    others = [
        LeftOut(one.path, "not selected by `include` of [tool.claimed]") for one in found if one.path not in paths
    ]
    rest = (one for one in left_out if one.path not in paths)
    return Choice(tree=tree, found=chosen, left_out=tuple(sorted((*rest, *others), key=lambda one: one.path)))
