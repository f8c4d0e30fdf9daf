"""What uv says of packages that cannot be had, told at the lines that ask for them, with what to write instead."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from packaging.utils import canonicalize_name

from hatch_claimed.checks.analysis.name_corrections import is_of_python, right_name
from hatch_claimed.lock.group import EnvironmentGroup
from hatch_claimed.lock.requirements import EnvironmentRequirements, RequirementLine, unlockable
from hatch_claimed.model import Finding
from hatch_claimed.settings.grammar import PYTHON

_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")
_REQUIRED = re.compile(rf"you require (?P<name>{_NAME.pattern})")
_AGAIN = "then run `hatch-claimed lock` again."
_NOWHERE = re.compile(rf"Because (?P<name>{_NAME.pattern}) was not found in the package registry")
_NO_WHEEL = re.compile(
    rf"Because (?P<name>{_NAME.pattern})==(?P<version>\S+) has no wheels with a matching (?P<what>\w+)"
)
_TAGS = re.compile(r"`cp3(\d+)m?`")
_OTHER_PYTHON = re.compile(rf"(?P<name>{_NAME.pattern})==(?P<version>\S+) depends on Python(?P<range>[^\s,]*\d)")
_UNBUILDABLE = re.compile(rf"Failed to build `(?P<name>{_NAME.pattern})(?:==|`)")


def failed(group: EnvironmentGroup, said: str) -> Iterator[Finding]:
    """CLM083 for what uv refuses, at each operator's own line."""
    why, remedy = _explained(group, said)
    for one in group.members:
        line = _culprit(one, said)
        message = f"{one.name} requires `{line.text}`, {why or _cannot(group, one)}"
        yield unlockable(message, f"{remedy} uv says:\n{_indented(said)}", line.place)


def compiled(group: EnvironmentGroup, built_for: Mapping[str, Sequence[str]]) -> Iterator[Finding]:
    """CLM083 as a warning for what has wheels, and none for this Python: an image compiles it, or fails to."""
    for pin, pythons in built_for.items():
        for one in group.members:
            line = _line_of(one, {canonicalize_name(pin.partition("==")[0])}) or one.lines[0]
            message = (
                f"{one.name} requires `{line.text}`, and {pin} has no wheel for Python {group.python}, {one.platform}:"
                " it is compiled from source while the image is built, if it can be"
            )
            remedy = f"Write a version that has a wheel{_or_python(pythons, group.python)}."
            yield replace(unlockable(message, remedy, line.place), severity="warning")


def _cannot(group: EnvironmentGroup, one: EnvironmentRequirements) -> str:
    return f"which cannot be locked for Python {group.python}, {one.platform}"


def _explained(group: EnvironmentGroup, said: str) -> tuple[str, str]:
    """Why a line cannot be had, as far as uv's words are known, and what to write instead."""
    if nowhere := _NOWHERE.search(said):
        return _not_there(nowhere["name"])
    if broken := _UNBUILDABLE.search(said):
        right = right_name(canonicalize_name(broken["name"]))
        instead = f"a version that has a wheel for Python {group.python}: this one cannot be built from source"
        return "", f"Write `{right}`, {_AGAIN}" if right else f"Write {instead}. Then run `hatch-claimed lock` again."
    if wheel := _NO_WHEEL.search(said):
        what = f"{wheel['name']} {wheel['version']}"
        why = f"and {what} has no build for Python {group.python}, {group.first.platform}"
        pythons = [f"3.{minor}" for minor in sorted({int(one) for one in _TAGS.findall(said)})]
        return why, f"Write a version that has one{_or_python(pythons, group.python)}, {_AGAIN}"
    if other := _OTHER_PYTHON.search(said):
        why = f"and {other['name']} {other['version']} wants Python {other['range']}, where the base has {group.python}"
        return (
            why,
            f"Write a version for this Python, or choose another `python` or `base-image` for the operator, {_AGAIN}",
        )
    return "", _remedy(said)


def _not_there(name: str) -> tuple[str, str]:
    canonical = canonicalize_name(name)
    why = f"and the index has no {name}"
    if right := right_name(canonical):
        return why, f"Write `{right}`, {_AGAIN}"
    if is_of_python(canonical, name):
        return why, f"Take it out: {name} comes with Python."
    return why, (
        "Write the name as the index has it, which may be another one than the module's; a package of your own index"
        f" needs `--extra-index-url https://…` on its line; {_AGAIN}"
    )


def _or_python(pythons: Collection[str], own: str) -> str:
    usable = [one for one in pythons if PYTHON.holds(one) and one != own]
    listed = " or ".join(f'`python = "{one}"`' for one in usable)
    return f", or choose {listed} for the operator, for which it has one" if usable else ""


def _remedy(said: str) -> str:
    if "--index-strategy" in said:
        # an index that is asked first hides newer versions of others, so that nobody can slip a package in
        return "Set UV_INDEX_STRATEGY=unsafe-best-match to take the best version of all indexes, as pip does."
    if "No solution found" not in said or "network was disabled" in said or "authentication" in said:
        return "Nothing was written. Correct what uv names, then run `hatch-claimed lock` again."
    return "Write versions that exist and fit each other, then run `hatch-claimed lock` again."


def _culprit(environment: EnvironmentRequirements, said: str) -> RequirementLine:
    """The last line that brings what uv says is required, else a name that uv mentions at all."""
    required = {canonicalize_name(match["name"]) for match in _REQUIRED.finditer(said)}
    mentioned = {canonicalize_name(name) for name in _NAME.findall(said)}
    return _line_of(environment, required) or _line_of(environment, mentioned) or environment.lines[0]


def _line_of(environment: EnvironmentRequirements, names: Collection[str]) -> RequirementLine | None:
    """The last line that names one of these packages, itself or in its files."""
    for line, own in reversed(list(zip(environment.lines, environment.names, strict=True))):
        if any(canonicalize_name(match[0]) in names for text in own if (match := _NAME.match(text))):
            return line
    return None


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())
