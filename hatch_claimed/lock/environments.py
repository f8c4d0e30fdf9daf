"""Python packages for all environments that are asked for, each resolved once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from packaging.utils import canonicalize_name

from hatch_claimed.lock.model import Environment, Lock, Package
from hatch_claimed.lock.tools import Tools, Upgrade
from hatch_claimed.lock.uv import Question, UvError
from hatch_claimed.lock.wanted import Line, WantedEnvironment, unlockable
from hatch_claimed.model import Finding

_MOST_AT_ONCE = 4
_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")
_REQUIRED = re.compile(rf"you require (?P<name>{_NAME.pattern})")


@dataclass(frozen=True, slots=True)
class Group:
    """Those who ask for the same packages for the same Python and target."""

    id: str
    python: str
    members: tuple[WantedEnvironment, ...]

    @property
    def first(self) -> WantedEnvironment:
        """One of them: what they ask for is the same."""
        return self.members[0]


def groups(wanted: Iterable[WantedEnvironment], pythons: Mapping[tuple[str, str], str]) -> tuple[Group, ...]:
    """The environments that are asked for, those with equal questions together.

    `pythons` has the Python of each name and platform.
    """
    found: dict[str, tuple[str, list[WantedEnvironment]]] = {}
    for one in wanted:
        python = pythons[one.name, one.platform]
        found.setdefault(one.id(python), (python, []))[1].append(one)
    return tuple(Group(key, python, tuple(members)) for key, (python, members) in found.items())


def lock_environments(
    asked: tuple[Group, ...], old: Lock | None, upgrade: Upgrade, tools: Tools
) -> tuple[tuple[Environment, ...], tuple[Finding, ...]]:
    """The environments with all packages, or CLM083 at the lines for which there are none."""
    with ThreadPoolExecutor(_MOST_AT_ONCE) as pool:
        futures = [pool.submit(_packages, group, old, upgrade, tools) for group in asked]
    results = [(group, future.result()) for group, future in zip(asked, futures, strict=True)]
    locked = tuple(one for group, found in results if isinstance(found, tuple) for one in _locked(group, found))
    findings = [one for group, error in results if isinstance(error, UvError) for one in _failed(group, str(error))]
    return locked, tuple(dict.fromkeys(findings))


def _packages(group: Group, old: Lock | None, upgrade: Upgrade, tools: Tools) -> tuple[Package, ...] | UvError:
    """The packages of a group: those of the old lock while its question is the same and nothing is to be upgraded."""
    before = _before(group, old)
    known = before.packages if before else ()
    names = {canonicalize_name(name) for name in upgrade.packages}
    touched = upgrade.everything or any(canonicalize_name(package.name) in names for package in known)
    if before is not None and before.id == group.id and not touched:
        return known
    question = Question(
        requirements=group.first.requirements,
        options=group.first.options,
        files=group.first.files,
        python=group.python,
        target=group.first.target,
        known=() if upgrade.everything else known,
        upgrade=True if upgrade.everything else upgrade.packages,
    )
    try:
        return tools.compile(question)
    except UvError as error:
        return error


def _before(group: Group, old: Lock | None) -> Environment | None:
    """The old packages of the same question, else of one of the same operators."""
    if old is None:
        return None
    same = next((one for one in old.environments if one.id == group.id), None)
    own = (old.environment(one.name, one.platform) for one in group.members)
    return same or next((one for one in own if one), None)


def _locked(group: Group, packages: tuple[Package, ...]) -> Iterator[Environment]:
    """One environment for each platform: two names of one platform share a question as well."""
    for platform in dict.fromkeys(one.platform for one in group.members):
        yield Environment(
            id=group.id,
            platform=platform,
            target=group.first.target,
            python=group.python,
            operators=tuple(sorted(one.name for one in group.members if one.platform == platform)),
            requirements=group.first.requirements,
            options=group.first.options,
            files=group.first.locked_files,
            packages=packages,
        )


def _failed(group: Group, said: str) -> Iterator[Finding]:
    remedy = _remedy(said)
    for one in group.members:
        line = _culprit(one, said)
        message = f"{one.name} asks for `{line.text}`, which cannot be locked for Python {group.python}, {one.platform}"
        yield unlockable(message, f"{remedy} uv says:\n{_indented(said)}", line.place)


def _remedy(said: str) -> str:
    if "--index-strategy" in said:
        # an index that is asked first hides newer versions of others, so that nobody can slip a package in
        return "Set UV_INDEX_STRATEGY=unsafe-best-match to take the best version of all indexes, as pip does."
    if "No solution found" not in said or "network was disabled" in said or "authentication" in said:
        return "Nothing was written. Mend what uv names, then run `hatch-claimed lock` again."
    return "Write versions that exist and fit each other, then run `hatch-claimed lock` again."


def _culprit(environment: WantedEnvironment, said: str) -> Line:
    """The last line that brings what uv says is required, else a name that uv mentions at all."""
    required = {canonicalize_name(match["name"]) for match in _REQUIRED.finditer(said)}
    mentioned = {canonicalize_name(name) for name in _NAME.findall(said)}
    for names in (required, mentioned):
        for line, own in reversed(list(zip(environment.lines, environment.names, strict=True))):
            if any(canonicalize_name(match[0]) in names for text in own if (match := _NAME.match(text))):
                return line
    return environment.lines[0]


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())
