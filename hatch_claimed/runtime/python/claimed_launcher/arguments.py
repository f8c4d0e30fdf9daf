"""Reads the command line (C3 requirements, *What a parameter is called outside*).

`--name value`, `--name=value` and `name=value` set a parameter or say where an output goes, a Boolean may stand alone,
and what follows a bare `--` belongs to the script. Problems are collected, never raised, and never hold a value.
"""

from __future__ import annotations

from .interface import Interface
from .messages import quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .spellings import Spellings

HELP = ("--help", "-h")


class Arguments:
    """What the command line says: texts by parameter name, paths by output name, and what is wrong."""

    __slots__ = ("paths", "problems", "script", "values", "wants_help")

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self.paths: dict[str, str] = {}
        self.script: list[str] = []
        self.wants_help = False
        self.problems: list[str] = []


def parse(arguments: list[str], interface: Interface) -> Arguments:
    """Read all arguments. Where a name comes twice, the last one counts."""
    return _Parser(arguments, interface).parse()


class _Parser:
    """Walks along the arguments; `position` is that of the next one to read."""

    def __init__(self, arguments: list[str], interface: Interface) -> None:
        self.arguments = arguments
        self.interface = interface
        self.position = 0
        self.result = Arguments()
        self.spellings: Spellings | None = None
        if interface.has_arguments:
            from .spellings import Spellings

            self.spellings = Spellings(interface, arguments, self.result)

    def parse(self) -> Arguments:
        while self.position < len(self.arguments):
            word = self.arguments[self.position]
            self.position += 1
            if word == "--":
                self.result.script = self.arguments[self.position :]
                break
            if self._asks_for_help(word):
                self.result.wants_help = True
            elif self.spellings is not None and (behind := self.spellings.take(self.position)):
                self.position = behind
            else:
                self._take(word)
        return self.result

    def _take(self, word: str) -> None:
        body = word[2:] if word.startswith("--") else word
        name, equals, value = body.partition("=")
        if not equals and not word.startswith("-"):
            self.result.problems.append(self._stray())
        elif name not in self.interface.names:
            self._skip_value_of_unknown(equals)
            self.result.problems.append(_unknown(name.lstrip("-"), self.interface.names))
        elif equals:
            self._set(name, value)
        else:
            self._set_from_next(name)

    def _set_from_next(self, name: str) -> None:
        parameter = self.interface.parameters.get(name)
        if parameter and parameter.kind == "Boolean" and self._next_is_no_value():
            self._set(name, "true")
        elif self.position < len(self.arguments):
            self._set(name, self.arguments[self.position])
            self.position += 1
        else:
            self.result.problems.append(f"--{name} has no value: write --{name} {self._placeholder(name)}")

    def _set(self, name: str, value: str) -> None:
        if name in self.interface.parameters:
            self.result.values[name] = value
        elif value:
            self.result.paths[name] = value
        else:
            self.result.problems.append(f"--{name} has no value: write --{name} PATH")

    def _next_is_no_value(self) -> bool:
        if self.position == len(self.arguments):
            return True
        word = self.arguments[self.position]
        name, equals, _ = word.partition("=")
        return word.startswith("--") or word in HELP or bool(equals and name in self.interface.names)

    def _skip_value_of_unknown(self, equals: str) -> None:
        if not equals and not self._next_is_no_value() and not self.arguments[self.position].startswith("-"):
            self.position += 1

    def _asks_for_help(self, word: str) -> bool:
        return word in HELP and not (word == "--help" and "help" in self.interface.names)

    def _placeholder(self, name: str) -> str:
        return "VALUE" if name in self.interface.parameters else "PATH"

    def _stray(self) -> str:
        # the argument itself may be the second half of a password with a space in it: only its place is told
        return (
            f"argument {self.position} is neither --name value nor name=value: "
            "put quotes around a value that contains spaces"
        )


def _unknown(name: str, known: list[str]) -> str:
    import difflib

    by_plain = {_plain(candidate): candidate for candidate in known}
    close = difflib.get_close_matches(_plain(name), by_plain, n=1)
    hint = f"did you mean --{by_plain[close[0]]}? " if close else ""
    return "unknown parameter {}: {}this operator has {}".format(quoted(name), hint, ", ".join(known))


def _plain(name: str) -> str:
    return name.lower().replace("-", "_")
