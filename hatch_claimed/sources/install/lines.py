"""Installation lines in comments and in shell text (C3 requirements, *Requirements*)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from hatch_claimed.model.secrets.urls import has_credentials
from hatch_claimed.sources.install.branches import arms, settled
from hatch_claimed.sources.install.checks import (
    Installs,
    LinePosition,
    credentials,
    joined,
    pip_installs,
    system_installs,
    unclosed,
)
from hatch_claimed.sources.install.pip import pip_arguments
from hatch_claimed.sources.install.shell import ShellCommand, commands, without_prefix
from hatch_claimed.sources.install.system import system_arguments
from hatch_claimed.sources.install.unsupported import UnsupportedInstall, other_installation
from hatch_claimed.sources.install.uv import is_uv

_MARKS = re.compile(r"[#\s]*[!%]*\s*")
_PROGRAMS = ("pip", "dnf", "yum", "apt", "uv")
_OTHERS = ("conda", "mamba", "poetry", "pdm", "pixi", "rye", "easy_install", "pipenv")


def parse_comment(comment: str, place: LinePosition) -> Installs:
    """What a comment installs: nothing, unless it begins with `pip install`, `dnf install` or the like."""
    found = _commands(_MARKS.sub("", comment, count=1))
    if not found or not _is_install(found[0]):
        return Installs()
    if has_credentials(comment):
        # before anything is cut out of the line and shown
        return Installs(findings=(credentials(place),))
    return joined(_one(command, place) for command in found if not command.pipe_goes_on)


def is_install_comment(comment: str) -> bool:
    """Whether a comment is for a package manager that images know, and not for a reader."""
    found = _commands(_MARKS.sub("", comment, count=1))
    return bool(found) and _is_install(found[0])


def is_for_installers(comment: str) -> bool:
    """Whether a comment is for any package manager, and describes nothing."""
    return is_install_comment(comment) or other_in_comment(comment) is not None


def other_in_comment(comment: str) -> UnsupportedInstall | None:
    """What a comment asks of a tool that nobody here obeys: `# conda install gdal`."""
    if not any(program in comment for program in _OTHERS):
        return None
    found = commands(_MARKS.sub("", comment, count=1))
    return other_installation(without_prefix(found[0].words), in_comment=True) if found else None


def parse_shell(text: str, place: LinePosition) -> Installs:
    """What shell text installs; `place` is that of its first line."""
    lines = text.split("\n")
    found = _commands(text)
    read = list(_to_read(found))
    around = dict(zip(map(id, found), arms(found), strict=True)) if len(read) > 1 else {}
    parts = [
        (_in_line(one, lines[one.line - 1], replace(place, line=place.line + one.line - 1)), around.get(id(one), ()))
        for one in read
    ]
    return settled(parts, place.path)


def without_installs(text: str) -> str | None:
    """Shell text in which `true` stands for every command that installs, None when nothing else would remain.

    The number of lines stays.
    """
    found = _commands(text)
    if found and all(command.pipe_goes_on or _is_install(command) for command in found):
        return None
    for command in reversed(found):
        if _is_install(command):
            continued = " \\\n" * text.count("\n", command.start, command.end)
            text = f"{text[: command.start]}true{continued}{text[command.end :]}"
    return text


# readers and rules look at the same comments, and many scripts have the same ones
@lru_cache(maxsize=4096)
def _commands(text: str) -> tuple[ShellCommand, ...]:
    return commands(text) if any(program in text for program in _PROGRAMS) else ()


def _to_read(found: tuple[ShellCommand, ...]) -> Iterator[ShellCommand]:
    installing = False
    for command in found:
        # what a pipe or `||` hangs on an installation only says what to do with its outcome
        if not (installing and command.pipe_goes_on):
            yield command
            installing = _is_install(command)


def _is_install(command: ShellCommand) -> bool:
    words = without_prefix(command.words)
    return pip_arguments(words) is not None or system_arguments(words) is not None


def _in_line(command: ShellCommand, line: str, place: LinePosition) -> Installs:
    if _is_install(command) and has_credentials(line):
        return Installs(findings=(credentials(place),))
    return _one(command, place)


def _one(command: ShellCommand, place: LinePosition) -> Installs:
    words = without_prefix(command.words)
    arguments = pip_arguments(words)
    if arguments is not None:
        found = unclosed("pip", place) if command.broken else pip_installs(arguments, place)
        return _as_warnings(found) if is_uv(words[0]) else found
    system = system_arguments(words)
    if system is not None:
        manager, options = system
        return unclosed(manager, place) if command.broken else system_installs(words[0], manager, options, place)
    return Installs()


def _as_warnings(found: Installs) -> Installs:
    """A line for uv may as well be for a project's own environment: what is wrong with it must not stop a build."""
    return replace(
        found,
        findings=tuple(one if one.code == "CLM033" else replace(one, severity="warning") for one in found.findings),
    )
