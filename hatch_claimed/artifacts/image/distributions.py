"""What a step looks for after it has installed: the distributions that its lines name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import PurePosixPath

from packaging.utils import canonicalize_name

from hatch_claimed.artifacts.image.layout import TEMPLATES
from hatch_claimed.languages.language import Language
from hatch_claimed.lock.lines import Refusal, in_files, own_lines
from hatch_claimed.model import File, Operator, Requirement
from hatch_claimed.sources.install.pip import pep508

NAMES = PurePosixPath("names.txt")
"""The file of a step that holds names, one a line, with their markers."""

PROGRAM = PurePosixPath("locate.py")


@cache
def locate() -> File:
    """The program that looks for them."""
    return File(path=PROGRAM, content=(TEMPLATES / PROGRAM).read_bytes())


def locate_arguments(
    language: Language, folder: PurePosixPath | None = None, file: PurePosixPath | None = None
) -> list[str]:
    """The program's arguments: a further folder to look in, the home of those who run the image, and a file."""
    more = ["--path", str(folder)] if folder else []
    return [*more, str(language.workdir), *([str(file)] if file else [])]


def names_file(names: Iterable[str]) -> File:
    """The names, sorted: the order of a script's lines is none of this file's matter."""
    return File(path=NAMES, content="".join(f"{name}\n" for name in sorted(set(names))).encode(errors="replace"))


def distribution_names(operator: Operator) -> Iterator[str]:
    """The names that a script's lines and their files ask pip for, with their markers.

    What has no name until it is there, such as a folder or a bare URL, is left out, and so is what a line installs
    elsewhere.
    """
    for requirement in operator.interface.requirements:
        yield from names_of(requirement, operator)
    yield from (canonicalize_name(read.name) for text in operator.interface.program.brought if (read := pep508(text)))


def names_of(requirement: Requirement, operator: Operator) -> Iterator[str]:
    """The same of one line."""
    files = {file.path: file for file in operator.requirement_files}
    words, refused = own_lines(requirement, operator)
    if any(_is_elsewhere(one) for one in refused):
        return
    for word in in_files(words, files):
        read = None if word.option else pep508(word.text)
        if read is not None:
            marker = f"; {read.marker}" if read.marker else ""
            yield f"{canonicalize_name(read.name)}{marker}"


def _is_elsewhere(refusal: Refusal) -> bool:
    return refusal.what.removeprefix("the option ") in {"-t", "--target", "--prefix", "--root"}
