"""The commands of a shell script or Makefile, as far as they can be known without running it."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import product
from pathlib import PurePosixPath

from hatch_claimed.system.tree import seen_from_root

Names = Callable[[PurePosixPath, str], tuple[str, ...]]
"""The files that a pattern names in a folder, as names seen from there."""

_VARIABLE = re.compile(r"\$(?:\{(?P<braced>\w+)(?::?-(?P<fallback>[^{}$]*))?\}|\((?P<made>\w+)\)|(?P<plain>\w+))")
_ASSIGNMENT = re.compile(r"(?P<name>[A-Za-z_]\w*)(?:[:?]?)=(?P<value>.*)", re.DOTALL)
_MAKE = (":=", "?=", "=")
_BETWEEN = re.compile(r"[;&|]+")
_BEFORE = frozenset({"-", "@", "do", "else", "exec", "export", "local", "nice", "run:", "sudo", "then", "time"})
_UNKNOWN = "\0"


@dataclass(frozen=True, slots=True)
class ScriptCommand:
    """Words of one command, where it starts, and the folder that it runs in, seen from where the script starts.

    A word of which something is only known when it runs is None.
    """

    words: tuple[str | None, ...]
    line: int
    folder: PurePosixPath


def commands(text: str, names: Names) -> Iterator[ScriptCommand]:
    """All commands, with variables and the names of simple loops in their place."""
    state = _State(names)
    for line, statement in _statements(text):
        for words in _split(statement):
            yield from state.take(words, line)


@dataclass
class _State:
    names: Names
    folder: PurePosixPath = field(default_factory=PurePosixPath)
    variables: dict[str, tuple[str, ...]] = field(default_factory=dict)
    around: list[PurePosixPath] = field(default_factory=list)

    def take(self, words: list[str], line: int) -> Iterator[ScriptCommand]:
        """Go on by one command; the result is what it is known to be, in a loop once for each turn."""
        words = self._without_marks(words)
        closes = bool(self.around) and bool(words) and words[-1].endswith(")")
        if closes:
            words = [one for one in (*words[:-1], words[-1].rstrip(")")) if one]
        plain = _until_redirect(words)
        if plain and not self._changes(words):
            for known in self._known(plain):
                yield replace(known, line=line)
        if closes:
            self.folder = self.around.pop()

    def _without_marks(self, words: list[str]) -> list[str]:
        """The words of the command itself. In parentheses a change of the folder is for the inside alone."""
        if words and words[0].startswith("("):
            self.around.append(self.folder)
        words = [one for one in ([words[0].lstrip("(@"), *words[1:]] if words else []) if one]
        while words and words[0] in _BEFORE:
            words = words[1:]
        return words

    def _changes(self, words: list[str]) -> bool:
        """Whether the command only says how the following ones are meant."""
        match words:
            case ["for", name, "in", *values]:
                self.variables[name] = tuple(one for value in values for one in self._looped(value))
            case [name, mark, *values] if mark in _MAKE:
                self._assign(name, " ".join(values))
            case [single] if found := _ASSIGNMENT.fullmatch(single):
                self._assign(found["name"], found["value"])
            case ["cd" | "pushd", folder]:
                value = self._value(folder.rstrip(")"))
                self.folder = seen_from_root(self.folder / value) if value else self.folder
            case _:
                return False
        return True

    def _assign(self, name: str, value: str) -> None:
        known = self._value(value)
        if known is None:
            self.variables.pop(name, None)
        else:
            self.variables[name] = (known,)

    def _looped(self, value: str) -> tuple[str, ...]:
        known = self._value(value)
        if known is None:
            return ()
        return self.names(self.folder, known) if re.search(r"[*?\[]", known) else tuple(known.split())

    def _value(self, word: str) -> str | None:
        """The text of a word, or None where only a running shell knows it."""
        text = _VARIABLE.sub(self._text, word)
        return None if _UNKNOWN in text or "$" in text or "`" in text else text

    def _text(self, found: re.Match[str]) -> str:
        values = self.variables.get(_name(found)) or (found["fallback"] or _UNKNOWN,)
        return values[0] if len(values) == 1 else _UNKNOWN

    def _known(self, words: list[str]) -> Iterator[ScriptCommand]:
        looped = sorted({name for word in words for name in _used(word) if len(self.variables.get(name, ())) > 1})
        for turn in product(*(self.variables[name] for name in looped)):
            now = _State(self.names, self.folder, self.variables | {n: (v,) for n, v in zip(looped, turn, strict=True)})
            # a list of names in one variable are several words, as the shell has it
            texts = [one for word in words for one in now._several(word)]
            yield ScriptCommand(tuple(texts), 0, self.folder)

    def _several(self, word: str) -> tuple[str | None, ...]:
        value = self._value(word)
        return tuple(value.split()) if value is not None and _VARIABLE.fullmatch(word) else (value,)


def _used(word: str) -> list[str]:
    return [_name(found) for found in _VARIABLE.finditer(word)]


def _name(found: re.Match[str]) -> str:
    return found["braced"] or found["made"] or found["plain"]


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Lines, joined where a backslash ends one."""
    pending, start = "", 1
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        start = start if pending else number
        if line.rstrip().endswith("\\"):
            pending += line.rstrip()[:-1] + " "
            continue
        yield start, pending + line
        pending = ""
    if pending:
        yield start, pending


def _split(statement: str) -> Iterator[list[str]]:
    lexer = shlex.shlex(statement, posix=True, punctuation_chars=";&|<>")
    lexer.whitespace_split = True
    words: list[str] = []
    try:
        for word in lexer:
            if _BETWEEN.fullmatch(word):
                yield words
                words = []
            else:
                words.append(word)
    except ValueError:
        # a quote that the next line closes: a text, and no command that we know
        return
    yield words


def _until_redirect(words: list[str]) -> list[str]:
    place = next((index for index, word in enumerate(words) if re.fullmatch(r"[<>&|]+", word)), len(words))
    number = place < len(words) and words[place - 1].isdigit()
    return words[: place - number]
