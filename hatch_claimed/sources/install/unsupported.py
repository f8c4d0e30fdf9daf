"""Installation lines of tools that neither readers nor images know: conda and its relatives, Poetry, Pipenv and more.

Sources: the command references of conda, mamba, Poetry, Pipenv, PDM, Rye and Pixi.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

_CONDA = frozenset({"conda", "mamba", "micromamba"})
_SUBCOMMANDS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(_CONDA, frozenset({"install", "create", "update"})),
    "pdm": frozenset({"add"}),
    "pipenv": frozenset({"install"}),
    "pixi": frozenset({"add"}),
    "poetry": frozenset({"add"}),
    "rye": frozenset({"add"}),
}
_WITH_VALUE = """
-c -n -p -r -f -e -E -G
--channel --name --prefix --file --requirements --solver --subdir --platform --clone --extras --group --source --index
--python --extra --optional --feature
"""
_VALUED = frozenset(_WITH_VALUE.split())
_FILES = frozenset({"-f", "--file", "-r", "--requirements"})
_SPECIFICATION = re.compile(r"(?:[\w./-]+::?)?(?P<name>[A-Za-z][\w.-]*)(?:\[[\w.,-]*\])?(?:@\S+|[=<>!~^].*)?")
# in comments, tools' names begin sentences too
_OF_SENTENCES = """
a above again all and any are as at be because before below by can command commands dependencies did do does doesn't
environment environments error everything fail failed fails first for from guide has if in instead instructions is
isn't it line lines may might must needed needs not of on only or packages page please required requirements script
should solves step steps such takes that the them then these this those to was were when which will with works would
you
"""
_WORDS = frozenset(_OF_SENTENCES.split())
_PYTHON = frozenset({"python", "pip", "ipykernel", "jupyter", "jupyterlab", "notebook"})
"""What environments are made with for people, and what an image has or needs not."""


@dataclass(frozen=True, slots=True)
class UnsupportedInstall:
    """One such line: the tool and its subcommand, and the packages by the tool's own names; empty for a file."""

    command: str
    names: tuple[str, ...]


def other_installation(words: tuple[str, ...], *, in_comment: bool = False) -> UnsupportedInstall | None:
    """What another tool is asked to install; None where that is nothing, or a comment is meant for readers."""
    program = PurePosixPath(words[0]).name if words else ""
    if program == "easy_install":
        return _other(program, words[1:], in_comment=in_comment)
    wanted = _SUBCOMMANDS.get(program)
    if wanted is None:
        return None
    rest = words[1:]
    if program in _CONDA and rest[:1] == ("env",) and rest[1:2] and rest[1] in {"create", "update"}:
        return _other(f"{program} env {rest[1]}", rest[2:], in_comment=in_comment)
    if not rest or rest[0] not in wanted:
        return None
    return _other(f"{program} {rest[0]}", rest[1:], in_comment=in_comment)


def _other(command: str, words: tuple[str, ...], *, in_comment: bool) -> UnsupportedInstall | None:
    named, from_file = _named(words)
    if in_comment:
        named = tuple(_until_a_sentence(named))
    names = [match["name"] for word in named if (match := _SPECIFICATION.fullmatch(word))]
    if len(names) < len(named):
        # a name that the shell or Python puts together; in a comment, a sentence
        return None if in_comment else UnsupportedInstall(command, ())
    wanted = tuple(name for name in names if name.lower() not in _PYTHON)
    return UnsupportedInstall(command, wanted) if wanted or from_file else None


def _named(words: tuple[str, ...]) -> tuple[tuple[str, ...], bool]:
    """The words that are no options, and whether an option names a file of packages."""
    named: list[str] = []
    from_file = False
    waiting = iter(words)
    for word in waiting:
        option, equals, _ = word.partition("=")
        if not word.startswith("-"):
            named.append(word)
            continue
        if option in _VALUED and not equals:
            next(waiting, None)
        from_file = from_file or option in _FILES
    return tuple(named), from_file


def _until_a_sentence(words: tuple[str, ...]) -> Iterator[str]:
    for word in words:
        if word.lower() in _WORDS or word.startswith("("):
            return
        yield word
