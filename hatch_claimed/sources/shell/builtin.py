"""Commands of the shell itself that give variables a value, or change what reading an unset one does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hatch_claimed.sources.shell.words import NAME

Words = Sequence[str | None]

_WITH_VALUE = {"read": frozenset("adinNptu"), "mapfile": frozenset("dnOsuCc")}
_ASSIGNED = re.compile(rf"\s*({NAME.pattern})\s*(?:[-+*/%&|^]|<<|>>)?=(?!=)")
_COMMAND = re.compile(r"-[A-Za-z]*c")
SHELLS = frozenset({"bash", "dash", "ksh", "sh", "zsh"})
LOADERS = frozenset({"source", ".", "eval"})
"""Commands after which any name may have a value."""


def bound(command: str, words: Words) -> Iterator[str]:
    """The names that a command gives a value to, or takes it from."""
    match command:
        case "read":
            yield from _names(_behind_options(words, _WITH_VALUE["read"], "a"))
        case "mapfile" | "readarray":
            yield from _names(_behind_options(words, _WITH_VALUE["mapfile"], ""))
        case "printf" if list(words[:1]) == ["-v"]:
            yield from _names(words[1:2])
        case "getopts":
            yield from _names(words[1:2])
        case "let":
            yield from (found[1] for word in words if word and (found := _ASSIGNED.match(word)))


def texts(command: str, words: Words) -> Iterator[int]:
    """The places of words that are shell text themselves: `eval '…'`, `trap '…' EXIT`, `bash -c '…'`."""
    if (command == "eval" and len(words) == 1) or (command == "trap" and len(words) > 1):
        yield 0
    elif command in SHELLS:
        place = next((i for i, word in enumerate(words) if word and _COMMAND.fullmatch(word)), None)
        if place is not None and place + 1 < len(words):
            yield place + 1


def strictness(words: Words) -> bool | None:
    """Whether `set` with these words makes reading an unset variable an error (`-u`) or not (`+u`); else None."""
    found: bool | None = None
    for before, word in zip([None, *words], words, strict=False):
        if word in ("--", "-") or not word:
            break
        if word == "nounset" and before and before[-1:] == "o":
            found = before[0] == "-"
        elif word[0] in "-+" and "u" in word:
            found = word[0] == "-"
        elif word[0] not in "-+" and not (before and before[-1:] == "o"):
            break
    return found


def _behind_options(words: Words, with_value: frozenset[str], naming: str) -> Iterator[str | None]:
    """The words that are no options; the value of an option in `naming` is a name too."""
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if not word or not word.startswith("-"):
            yield word
        elif word[-1] in with_value and rest:
            value = rest.pop(0)
            if word[-1] in naming:
                yield value


def _names(words: Sequence[str | None] | Iterator[str | None]) -> Iterator[str]:
    yield from (word for word in words if word and NAME.fullmatch(word))
