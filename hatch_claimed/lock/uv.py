"""Resolution of Python packages by uv, for another Python and platform than this machine's."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path, PurePosixPath

from hatch_claimed.errors import ClaimedError
from hatch_claimed.lock.lines import for_uv, line_words
from hatch_claimed.lock.model import Package
from hatch_claimed.model import File
from hatch_claimed.system.command import run, without_logins

INPUT = PurePosixPath("requirements.in")
_OUTPUT = "pylock.toml"


class UvError(Exception):
    """Uv found no set of packages; the message is its explanation, without credentials."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UvRequest:
    """What uv is asked: packages for requirement lines, and which it shall stay with.

    `upgrade` is True for all packages, or the names of some.
    """

    requirements: tuple[str, ...]
    options: tuple[str, ...] = ()
    files: tuple[File, ...] = ()
    python: str
    target: str
    known: tuple[Package, ...] = ()
    upgrade: bool | tuple[str, ...] = False

    def about(self, package: Package, lowest: str) -> UvRequest:
        """The question for one package alone, in the same indexes, for all Pythons from `lowest` on."""
        return replace(
            self, requirements=(package.pin,), files=(), python=lowest, known=(), upgrade=False, options=self.indexes
        )

    @property
    def indexes(self) -> tuple[str, ...]:
        """The options that say where packages come from."""
        return tuple(one for one in self.options if not one.startswith(("--no-binary", "--only-binary")))


@dataclass(frozen=True, slots=True)
class Uv:
    """An installed uv. Safe for threads."""

    binary: str
    version: str

    def __call__(self, question: UvRequest) -> tuple[Package, ...]:
        """Ask uv. Indexes and credentials are its own affair: environment, netrc, keyring, the user's uv.toml.

        Raises UvError.
        """
        from hatch_claimed.lock.pylock import packages

        return packages(self._answer(question, _for_one(question)), _texts(question))

    def wheels(self, question: UvRequest) -> tuple[str, ...]:
        """The names of the wheels that an index has of a question's packages, for any platform. Raises UvError."""
        from hatch_claimed.lock.pylock import wheels

        return wheels(self._answer(question, ("--universal", "--no-deps", "--no-build")))

    def _answer(self, question: UvRequest, more: Sequence[str]) -> str:
        with tempfile.TemporaryDirectory(prefix="claimed-") as name:
            folder = Path(name)
            _write(question, folder)
            # run there, so that no other project's settings apply
            completed = run([self.binary, *_arguments(question), *more], cwd=folder)
            if completed.status:
                raise UvError(told(completed.lines, folder))
            return (folder / _OUTPUT).read_text(encoding="utf-8")


def uv_here() -> Uv:
    """The uv that came with us. Raises ClaimedError where it is missing."""
    try:
        import uv

        return Uv(uv.find_uv_bin(), version("uv"))
    except (FileNotFoundError, ImportError):
        message = (
            f"uv is missing beside {sys.executable}, and it locks packages and makes environments: install it again "
            "(pip install uv). Operators run without it where a Docker engine answers: --engine docker"
        )
        raise ClaimedError(message) from None


def _texts(question: UvRequest) -> list[str]:
    """All that is written about packages, in lines and in files."""
    written = [word.text for line in question.requirements for word in line_words(line)]
    return written + [file.content.decode(errors="replace") for file in question.files]


def input_files(requirements: Iterable[str], options: Iterable[str], files: Iterable[File]) -> tuple[File, ...]:
    """Requirement lines, options and requirement files as uv reads them: `INPUT`, and the files that it names."""
    lines = [" ".join(word.words) for line in requirements for word in line_words(line) if not word.is_option]
    # written, not given as arguments: uv puts variables with credentials in, and nobody sees them among processes
    lines += [option for option in options if not _option(option)]
    return (*(replace(file, content=for_uv(file.content)) for file in files), File.of_lines(INPUT, lines))


def input_arguments(options: Iterable[str]) -> tuple[str, ...]:
    """The options that uv takes as arguments alone."""
    return tuple(argument for option in options for argument in _option(option))


def _write(question: UvRequest, folder: Path) -> None:
    for file in input_files(question.requirements, question.options, question.files):
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
    if question.known:
        from hatch_claimed.lock.pylock import preferences

        (folder / _OUTPUT).write_text(preferences(question.known, _texts(question)), encoding="utf-8")


def _arguments(question: UvRequest) -> list[str]:
    return [
        *("pip", "compile", str(INPUT), "--output-file", _OUTPUT, "--format", "pylock.toml", "--generate-hashes"),
        *("--python-version", question.python),
        *("--python", sys.executable, "--no-python-downloads"),
        *("--no-header", "--no-sources", "--no-progress", "--color", "never", "--quiet"),
        *_upgrades(question.upgrade),
        *input_arguments(question.options),
    ]


def _for_one(question: UvRequest) -> tuple[str, ...]:
    return ("--python-platform", question.target)


def _option(option: str) -> Sequence[str]:
    """The options that uv does not take from a file of requirements."""
    name, _, value = option.partition(" ")
    if name == "--pre":
        return ("--prerelease", "allow")
    return ("--allow-insecure-host", value) if name == "--trusted-host" else ()


def _upgrades(upgrade: bool | tuple[str, ...]) -> Iterable[str]:
    if isinstance(upgrade, bool):
        return ("--upgrade",) if upgrade else ()
    return (argument for name in upgrade for argument in ("--upgrade-package", name))


def told(lines: Iterable[str], folder: Path) -> str:
    """What uv says, without credentials and the names of temporary files."""
    text = "\n".join(line.rstrip() for line in lines).strip()
    return without_logins(text.replace(f"{folder}{os.sep}", ""))
