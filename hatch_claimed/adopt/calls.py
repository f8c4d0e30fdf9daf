"""Calls of C3's compiler in shell scripts, Makefiles and workflows (C3's own command line, version 0.4)."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import NoReturn

from hatch_claimed.adopt.declarations import BACKENDS, Declaration, Declarations, Note
from hatch_claimed.adopt.dockerfile import base_of
from hatch_claimed.adopt.shell import ScriptCommand, commands
from hatch_claimed.adopt.toml import Toml, without_empty
from hatch_claimed.languages.registry import language_of
from hatch_claimed.settings.one_script import FIRST_VERSION
from hatch_claimed.sources.script_files import image_path
from hatch_claimed.system.tree import Tree, seen_from_root

PATTERNS = (
    "**/*.sh",
    "**/*.bash",
    "**/Makefile",
    "**/*.mk",
    ".github/workflows/*.y*ml",
    ".gitlab-ci.yml",
)
"""Where calls are looked for."""

_OPERATOR = re.compile(r"(?:c3_)?create_(?:containerless_)?operator(?:\.py)?")
_WRAPPER = re.compile(r"(?:c3_)?create_gridwrapper(?:\.py)?")
_MENTION = re.compile(r"[^#]*\b(?:c3_)?create_(?:containerless_)?(?:operator|gridwrapper)\b")
_UNKNOWN = "\0"


def calls(tree: Tree) -> Declarations:
    """What all calls in a repository say."""
    paths = sorted({path for pattern in PATTERNS for path in tree.glob(pattern)})
    return Declarations.of(_of_file(tree, path) for path in paths)


def _of_file(tree: Tree, path: PurePosixPath) -> Declarations:
    text = (tree.try_read(path) or b"").decode(errors="replace")
    if not any(_MENTION.match(line) for line in text.splitlines()):
        return Declarations()
    if path.name == "Makefile" or path.suffix == ".mk":
        # make keeps one of two for the shell
        text = text.replace("$$", "$")
    # nobody knows from where it is called: from its own folder, or from the root
    starts = tuple(dict.fromkeys((path.parent, PurePosixPath())))
    found = _best([Declarations.of(_from(tree, path, text, start)) for start in starts])
    if found == Declarations():
        return Declarations(notes=(Note(str(path), "calls C3 in a way that only a running shell knows"),))
    return found


def _best(found: list[Declarations]) -> Declarations:
    """The reading in which most of what is named is there."""
    return max(found, key=lambda one: (len(one.declarations), -len(one.notes)))


def _from(tree: Tree, path: PurePosixPath, text: str, start: PurePosixPath) -> Iterator[Declarations]:
    def names(folder: PurePosixPath, pattern: str) -> tuple[str, ...]:
        where = start / folder
        found = tree.glob(str(where / pattern))
        return tuple(str(one.relative_to(where)) for one in found if one.is_relative_to(where))

    for command in commands(text, names):
        called = _called(command)
        if called is not None:
            yield _Call(tree, f"{path}:{command.line}", seen_from_root(start / command.folder), called).declarations()


@dataclass(frozen=True, slots=True)
class _Arguments:
    wrapper: bool
    words: tuple[str | None, ...]


def _called(command: ScriptCommand) -> _Arguments | None:
    for index, word in enumerate(command.words):
        name = word.rpartition("/")[2] if word else ""
        if _OPERATOR.fullmatch(name) or _WRAPPER.fullmatch(name):
            return _Arguments(bool(_WRAPPER.fullmatch(name)), command.words[index + 1 :])
    return None


@dataclass(frozen=True, slots=True)
class _Call:
    tree: Tree
    place: str
    folder: PurePosixPath
    called: _Arguments

    def declarations(self) -> Declarations:
        """What the call says of its script."""
        words = [_UNKNOWN if word is None else word for word in self.called.words]
        try:
            given = _parser(wrapper=self.called.wrapper).parse_intermixed_args(words)
        except ValueError:
            return self._only("is a call of C3 that cannot be understood")
        script = seen_from_root(self.folder / given.FILE_PATH)
        if _UNKNOWN in given.FILE_PATH:
            return self._only("calls C3 for a script whose name only a running shell knows")
        if language_of(script) is None or not self.tree.is_file(script):
            return self._only(f"calls C3 for {given.FILE_PATH}, which is not there")
        files, notes = self._files(script, given.ADDITIONAL_FILES)
        base, base_notes = base_of(self.tree, self.folder, _known(given.dockerfile_template_path), self.place)
        operator = without_empty(
            {
                "repository": _known(given.repository),
                "version": _known(given.version),
                "python": _python(given.image_version),
                "base-image": base,
                "platforms": _platforms(given.platform),
                "files": files,
            }
        )
        # what only a running shell knows is some version
        defaults = {"version": FIRST_VERSION} if given.version is None else {}
        declaration = replace(self._declaration(script, operator, given), defaults=defaults)
        return Declarations((declaration,), (*notes, *base_notes))

    def _declaration(self, script: PurePosixPath, operator: dict[str, Toml], given: argparse.Namespace) -> Declaration:
        if not self.called.wrapper:
            return Declaration(place=self.place, script=script, operator=operator)
        backend = "legacy_cos" if given.cos else BACKENDS.get(given.backend, "")
        process = _known(given.component_process)
        said = {
            "backend": backend if backend != "local" else None,
            "process": process if process != "grid_process" else None,
        }
        # the files are the operator's: its image is what the wrapper's starts from
        return Declaration(place=self.place, script=script, operator=operator, wrapper=without_empty(said))

    def _files(self, script: PurePosixPath, patterns: list[str]) -> tuple[tuple[str, ...], tuple[Note, ...]]:
        found: list[str] = []
        notes: list[Note] = []
        for text in patterns:
            pattern = str(seen_from_root(self.folder / text))
            if _UNKNOWN in text or pattern.startswith(".."):
                notes.append(Note(self.place, "names an additional file that only a running shell knows"))
            elif matching := self.tree.glob(pattern):
                found.append(pattern)
                notes.extend(self._moved(script, matching))
            else:
                notes.append(Note(self.place, f"names the additional file {text}, which is not there"))
        return tuple(dict.fromkeys(found)), tuple(notes)

    def _moved(self, script: PurePosixPath, files: tuple[PurePosixPath, ...]) -> Iterator[Note]:
        """C3 keeps the place of a file as seen from where it is called; we, its place beside the script."""
        for file in files:
            before = file.relative_to(self.folder) if file.is_relative_to(self.folder) else file
            if before != (now := image_path(file, script)):
                yield Note(self.place, f"{file} was {before} in the image of {script.name}, and is {now} now")
                return

    def _only(self, text: str) -> Declarations:
        return Declarations(notes=(Note(self.place, text),))


class _Parser(argparse.ArgumentParser):
    """A parser that raises ValueError for all that is wrong.

    With `exit_on_error=False` argparse would raise some errors by itself, other ones in each version of Python.
    """

    def error(self, message: str) -> NoReturn:
        raise ValueError(message)


def _parser(*, wrapper: bool) -> argparse.ArgumentParser:
    parser = _Parser(add_help=False)
    parser.add_argument("FILE_PATH")
    parser.add_argument("ADDITIONAL_FILES", nargs="*")
    for names in (("-r", "--repository"), ("-v", "--version"), ("--platform",), ("--image_version",)):
        parser.add_argument(*names)
    parser.add_argument("--dockerfile_template_path")
    # what says nothing of the operator
    parser.add_argument("--rename", nargs="?")
    for names in (("-l", "--log_level"), ("--dockerfile",)):
        parser.add_argument(*names)
    for name in ("overwrite", "local_mode", "test_mode", "no-cache", "skip-logging", "keep-generated-files"):
        parser.add_argument(f"--{name}", action="store_true")
    parser.set_defaults(cos=False, backend="local", component_process=None)
    if wrapper:
        parser.add_argument("-p", "--component_process", "--process")
        parser.add_argument("-b", "--backend", default="local")
        # of older versions
        parser.add_argument("-c", "--cos", action="store_true")
    return parser


def _known(text: str | None) -> str | None:
    return None if text is None or _UNKNOWN in text else text


def _python(image: str | None) -> str | None:
    found = re.fullmatch(r"python(3\.\d+)", image or "")
    return found[1] if found else None


def _platforms(text: str | None) -> tuple[str, ...] | None:
    known = _known(text)
    return (known,) if known and known != "linux/amd64" else None
