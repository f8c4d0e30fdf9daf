"""Lines of pip's arguments as a lock keeps them: packages, and the options that say where they come from."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from hatch_claimed.model import File, Operator, Requirement
from hatch_claimed.sources.install.pip import PipArgument, classified
from hatch_claimed.sources.script_files import candidates, file_arguments

_NAMES = {"-r": "-r", "--requirement": "-r", "-c": "-c", "--constraint": "-c", "-e": "-e", "--editable": "-e"}
_OPTION_NAMES = {
    "-i": "--index-url",
    "--index-url": "--index-url",
    "--pypi-url": "--index-url",
    "--extra-index-url": "--extra-index-url",
    "-f": "--find-links",
    "--find-links": "--find-links",
    "--no-binary": "--no-binary",
    "--only-binary": "--only-binary",
    "--trusted-host": "--trusted-host",
}
_FLAGS = frozenset({"--pre", "--no-index"})
_ELSEWHERE = "Take the option out: operators import from where pip installs by itself."
_HOW_BUILT = "Name a version that has a wheel, so that nothing needs to be built in this way."
_REFUSED: Mapping[str, str] = {
    **dict.fromkeys(("-t", "--target", "--prefix", "--root"), _ELSEWHERE),
    **dict.fromkeys(
        ("--abi", "--implementation", "--platform", "--python-version"),
        "Take the option out: the base image and `platforms` say what the packages are for.",
    ),
    **dict.fromkeys(
        ("-C", "--config-setting", "--config-settings", "--global-option", "--install-option", "--no-build-isolation"),
        _HOW_BUILT,
    ),
    "--no-deps": "Take the option out, or write `-c constraints.txt` with the versions that are wanted instead.",
    "--build-constraint": _HOW_BUILT,
}
_OTHER_VCS = re.compile(r"(?:^|@\s*)(?P<vcs>hg|svn|bzr)\+")
_FILE_OPTION = re.compile(r"\s*(-[if]|--[a-z-]+)")


@dataclass(frozen=True, slots=True)
class Word:
    """A kept argument: a requirement with an empty `option`, a file with `-r` or `-c`, or an option with its value."""

    option: str
    text: str

    @property
    def words(self) -> tuple[str, ...]:
        """The arguments to pip."""
        return tuple(part for part in (self.option, self.text) if part)

    @property
    def is_option(self) -> bool:
        """Whether it says where packages come from, and is none itself."""
        return self.option.startswith("--")


@dataclass(frozen=True, slots=True)
class Refusal:
    """An argument that no lock can hold, and what to write instead."""

    what: str
    remedy: str


def line_text(words: tuple[Word, ...]) -> str:
    """The line as one would type it behind `pip install`."""
    return shlex.join(part for word in words for part in word.words)


def line_words(text: str) -> tuple[Word, ...]:
    """The line's arguments again."""
    return tuple(word for word in kept(tuple(shlex.split(text))) if isinstance(word, Word))


def own_lines(requirement: Requirement, operator: Operator) -> tuple[tuple[Word, ...], tuple[Refusal, ...]]:
    """The kept arguments of a script's line, its files named from the project's root, and what cannot be kept."""
    there = {file.path for file in operator.requirement_files}
    arguments = list(requirement.arguments)
    for index, name in file_arguments(requirement.arguments):
        path = next((path for path in candidates(name, operator.path) if path in there), None)
        if path:
            arguments[index] = f"{arguments[index].removesuffix(name)}{path}"
    found = tuple(dict.fromkeys(kept(tuple(arguments))))
    return tuple(one for one in found if isinstance(one, Word)), tuple(one for one in found if isinstance(one, Refusal))


def kept(arguments: tuple[str, ...]) -> Iterator[Word | Refusal]:
    """Pip's arguments without those that change nothing about which packages there are, such as `-U` and `-q`."""
    for argument in classified(arguments):
        name = argument.option or argument.text.partition("=")[0]
        other = _OTHER_VCS.search(argument.text)
        if name in _REFUSED:
            yield Refusal(f"the option {name}", _REFUSED[name])
        elif other and argument.option in {"", "-e", "--editable"}:
            yield Refusal(f"a {other['vcs']} repository", "Name a git repository, or the URL of an archive.")
        elif word := _word(argument):
            yield word


def in_files(words: tuple[Word, ...], files: Mapping[PurePosixPath, File]) -> Iterator[Word]:
    """The words, and those in the files that they name and that these name in turn: files of the project only."""
    seen: set[PurePosixPath] = set()
    waiting = [(word, PurePosixPath("_")) for word in reversed(words)]
    while waiting:
        word, named_in = waiting.pop()
        yield word
        path = PurePosixPath(word.text)
        there = path if path in files else next((one for one in candidates(word.text, named_in) if one in files), None)
        if word.option in {"-r", "-c"} and there and there not in seen:
            seen.add(there)
            inner = [one for one in _file_words(files[there]) if word.option == "-r" or one.is_option]
            waiting += [(one, there) for one in reversed(inner)]


def for_uv(content: bytes) -> bytes:
    """A requirement file without options, which are given by themselves, and with `-e` as plain requirements.

    Lines keep their numbers.
    """
    text = content.decode(errors="replace")
    return "\n".join(_for_uv(line) for line in text.splitlines()).encode() + b"\n"


def _for_uv(line: str) -> str:
    option = _FILE_OPTION.match(line)
    if option and (option[1] in _OPTION_NAMES or option[1] in _FLAGS or option[1] == "--use-feature"):
        return ""
    return re.sub(r"^\s*(?:-e|--editable)[\s=]+", "", line)


def _file_words(file: File) -> Iterator[Word]:
    for line in file.content.decode(errors="replace").splitlines():
        try:
            words = tuple(shlex.split(line, comments=True))
        except ValueError:
            words = ()
        if words and words[0].startswith("-"):
            yield from (word for word in kept(words) if isinstance(word, Word))
        elif words:
            # what follows a name is its version and its marker
            yield Word("", line.partition(" #")[0].strip())


def _word(argument: PipArgument) -> Word | None:
    if argument.kind == "requirement":
        return Word("", argument.text)
    if argument.kind == "option":
        return Word(argument.text, "") if argument.text in _FLAGS else None
    name = _NAMES.get(argument.option) or _OPTION_NAMES.get(argument.option)
    # what an editable installation brings can be imported from any other as well
    return Word("" if name == "-e" else name, argument.text) if name else None
