"""The distributions that a script asks for, from its own lines and from the requirement files that these name."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from packaging.specifiers import SpecifierSet
from packaging.utils import (
    InvalidSdistFilename,
    InvalidWheelFilename,
    canonicalize_name,
    parse_sdist_filename,
    parse_wheel_filename,
)

from hatch_claimed.model import File, Requirement
from hatch_claimed.sources.install.pip import classified, pep508
from hatch_claimed.sources.operators import ReadOperator
from hatch_claimed.sources.script_files import candidates

_FILES = frozenset({"-r", "--requirement"})
_EDITABLE = frozenset({"-e", "--editable"})
_EGG = re.compile(r"(?:^|&)egg=([A-Za-z0-9._-]+)")
_REMARK = re.compile(r"(?:^|\s)#.*")
_OPTIONS = re.compile(r"\s--?[A-Za-z].*")


@dataclass(frozen=True, slots=True)
class RequiredDistribution:
    """One distribution that the script's `line` asks for, itself or through the requirement file `file`.

    `name` is canonical, `written` as its author wrote it. `certain` is false where a name was only guessed from a URL.
    """

    name: str
    written: str
    line: int
    cell: int | None
    specifier: SpecifierSet = field(default_factory=SpecifierSet)
    extras: frozenset[str] = frozenset()
    marked: bool = False
    url: str | None = None
    file: PurePosixPath | None = None
    certain: bool = True

    @property
    def requested(self) -> str:
        """The name with its extras: `dask[complete]`."""
        return f"{self.written}[{','.join(sorted(self.extras))}]" if self.extras else self.written


@dataclass(frozen=True, slots=True)
class UnknownRequirement:
    """Something that a line asks for and nobody can name here: a file from the network, a name that is computed."""

    line: int
    cell: int | None


Item = RequiredDistribution | UnknownRequirement


def wanted(subject: ReadOperator) -> tuple[Item, ...]:
    """All that the script asks pip for, in its order."""
    if not subject.operator.language.uses_pip:
        return ()
    return tuple(item for line in subject.operator.interface.requirements for item in _Reader(subject, line).read())


def of_line(requirement: Requirement, subject: ReadOperator) -> tuple[Item, ...]:
    """What one line asks pip for."""
    return tuple(_Reader(subject, requirement).read())


@dataclass(slots=True)
class _Reader:
    """Reads one line, and each file that it leads to once."""

    subject: ReadOperator
    requirement: Requirement
    seen: frozenset[PurePosixPath] = frozenset()

    def read(self) -> Iterator[Item]:
        yield from self._arguments(self.requirement.arguments, None)

    def _arguments(self, arguments: tuple[str, ...], file: PurePosixPath | None) -> Iterator[Item]:
        for argument in classified(arguments):
            if argument.kind == "requirement" or argument.option in _EDITABLE:
                yield self._item(argument.text, file)
            elif argument.option in _FILES:
                yield from self._file(argument.text, file or self.subject.operator.path)

    def _file(self, name: str, named_in: PurePosixPath) -> Iterator[Item]:
        there = {file.path: file for file in self.subject.operator.requirement_files}
        path = next((path for path in candidates(name, named_in) if path in there), None)
        if path is None:
            yield UnknownRequirement(self.requirement.line, self.requirement.cell)
        elif path not in self.seen:
            self.seen |= {path}
            yield from self._lines(there[path])

    def _lines(self, file: File) -> Iterator[Item]:
        text = file.content.decode(errors="replace").replace("\\\n", " ")
        for line in text.splitlines():
            stripped = _REMARK.sub("", line).strip()
            if stripped.startswith("-"):
                yield from self._arguments(_words(stripped), file.path)
            elif stripped:
                yield self._item(_OPTIONS.sub("", stripped), file.path)

    def _item(self, text: str, file: PurePosixPath | None) -> Item:
        line, cell = self.requirement.line, self.requirement.cell
        read = pep508(text)
        if read is None:
            name, certain = _name_in(text)
            if not name:
                return UnknownRequirement(line, cell)
            return RequiredDistribution(canonicalize_name(name), name, line, cell, url=text, file=file, certain=certain)
        return RequiredDistribution(
            canonicalize_name(read.name),
            read.name,
            line,
            cell,
            specifier=read.specifier,
            extras=frozenset(read.extras),
            marked=read.marker is not None,
            url=read.url,
            file=file,
        )


def _words(text: str) -> tuple[str, ...]:
    try:
        return tuple(shlex.split(text))
    except ValueError:
        return ()


def _name_in(url: str) -> tuple[str, bool]:
    """The name that a URL says, or a guess from its path; empty where it has none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "", False
    egg = _EGG.search(parts.fragment)
    if egg:
        return egg[1], True
    last = PurePosixPath(unquote(parts.path)).name
    archive = _name_of_archive(last)
    if archive:
        return archive, True
    name = last.partition("@")[0].removesuffix(".git")
    return (name, False) if re.fullmatch(r"[A-Za-z0-9][\w.-]*", name) and parts.scheme else ("", False)


def _name_of_archive(filename: str) -> str:
    try:
        return parse_wheel_filename(filename)[0]
    except InvalidWheelFilename:
        pass
    try:
        return parse_sdist_filename(filename)[0]
    except InvalidSdistFilename:
        return ""
