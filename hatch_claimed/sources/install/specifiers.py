"""Whether any version can meet two sets of specifiers."""

from __future__ import annotations

from collections.abc import Iterator

from packaging.specifiers import SpecifierSet
from packaging.version import InvalidVersion, Version


def exclude_each_other(first: SpecifierSet, second: SpecifierSet) -> bool:
    """Whether each has versions of its own and none is in both.

    Only versions at and beside the ones that are named are tried: between these, no set changes its mind.
    """
    tried = {version for specifier in (*first, *second) for version in _near(specifier.version)}
    in_first = {version for version in tried if _contains(first, version)}
    in_second = {version for version in tried if _contains(second, version)}
    return bool(in_first) and bool(in_second) and not in_first & in_second


def _contains(specifiers: SpecifierSet, text: str) -> bool:
    try:
        return specifiers.contains(text, prereleases=True)
    except InvalidVersion:
        # so say releases of packaging before 26 of text that only `===` takes
        return all(one.operator == "===" and one.version.lower() == text.lower() for one in specifiers)


def _near(text: str) -> Iterator[str]:
    yield "0"
    try:
        version = Version(text.removesuffix(".*"))
    except InvalidVersion:
        yield text  # `===` takes any text
        return
    yield str(version)
    yield f"{version.public}.post1" if version.post is None else version.public
    for before in (".dev1", "a1", "rc1"):
        yield f"{version.base_version}{before}"
    epoch = f"{version.epoch}!" if version.epoch else ""
    release = version.release
    for place in range(len(release)):
        yield epoch + ".".join(map(str, (*release[:place], release[place] + 1)))
    yield epoch + ".".join(map(str, (*release, 0, 0, 1)))
