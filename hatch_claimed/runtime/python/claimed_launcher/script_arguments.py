"""Hands values over to a script that reads its command line with argparse, as words of `sys.argv`.

They never stand on the command line of a process, where others could see them.
"""

from __future__ import annotations

import json
import re

from . import messages
from .lists import elements, occurrences

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from .interface import Interface, Parameter

_NEGATIVE = re.compile(r"-\d+|-\d*\.\d+")


class Argument:
    """How a value reaches the script (see `hatch_claimed.model.CommandArgument`)."""

    __slots__ = ("action", "bare", "constants", "element", "flags", "nargs", "place", "words")

    def __init__(self, text: str) -> None:
        told = json.loads(text)
        self.flags: list[str] = told["flags"]
        self.action: str = told["action"]
        self.nargs: str | None = told["nargs"]
        self.constants: dict[str, str] = {}
        self.bare: dict[str, str] = {flag: value for value, flag in told["constants"]}
        for value, flag in told["constants"]:
            self.constants.setdefault(value, flag)
        self.element: str = told["element"]
        self.words: list[str] = told["words"]
        self.place: int = told["place"]

    @property
    def is_list(self) -> bool:
        """Whether a value is a list, whose text is words as in a shell."""
        return self.action in ("append", "extend") or self.nargs not in (None, "?")

    def constant(self, text: str) -> str | None:
        """The flag that stands for a value."""
        if text in self.constants or not self.constants:
            return self.constants.get(text)
        from .values import meaning

        try:
            wanted = meaning(self.element, text)
            return next(
                (flag for value, flag in self.constants.items() if meaning(self.element, value) == wanted), None
            )
        except ValueError:
            return None

    @property
    def flag(self) -> str:
        """The flag that says most."""
        return next((flag for flag in self.flags if flag[:2] == flag[:1] * 2), self.flags[0])


class Words:
    """The words for a script: options that may take more words, other options, and positionals."""

    def __init__(self, interface: Interface, environment: Mapping[str, str]) -> None:
        self.open: list[str] = []
        self.closed: list[str] = []
        self.last: list[str] = []
        self.positionals: list[str] = []
        found = [(one, one.argument) for one in interface.parameters.values() if one.argument is not None]
        self.numeric = any(_NEGATIVE.fullmatch(flag) for _, argument in found for flag in argument.flags)
        for parameter, argument in found:
            text = environment.get(parameter.name)
            if text is not None and argument.flags:
                self._option(parameter, argument, text)
        self._positionals([one for one in found if not one[1].flags], environment)

    def with_own(self, script: list[str]) -> list[str]:
        """All words, with those that the caller has for the script behind them."""
        if not self.positionals:
            stop = ["--"] if self.open and not self.closed and script and script[0][:1] != "-" else []
            return [*self.open, *self.closed, *stop, *self.last, *script]
        dashed = any(word[:1] == "-" and len(word) > 1 for word in self.positionals)
        if dashed or (self.open and not self.closed):
            return [*self.open, *self.closed, *script, "--", *self.positionals, *self.last]
        return [*self.open, *self.closed, *self.positionals, *self.last, *script]

    def _option(self, parameter: Parameter, argument: Argument, text: str) -> None:
        if argument.action == "const":
            self.closed += [flag for flag in [argument.constant(text)] if flag is not None]
        elif argument.action == "count":
            self.closed += [argument.flag] * (int(text) - int(parameter.default or 0))
        elif argument.is_list:
            self._list(argument, text)
        elif argument.action == "store" and argument.constant(text) is not None:
            self.open.append(argument.flag)
        elif argument.action == "store":
            self.closed.append(f"{argument.flag}={_spelled(argument, text)}")

    def _list(self, argument: Argument, text: str) -> None:
        for words in occurrences(argument, text):
            plain = [_spelled(argument, word) for word in words]
            if len(plain) == 1:
                self.closed.append(f"{argument.flag}={plain[0]}")
            elif argument.nargs == "...":
                self.last += [argument.flag, *plain]
            else:
                self.open += [argument.flag, *(_without_exponent(argument, word) for word in plain)]

    def _positionals(self, found: list[tuple[Parameter, Argument]], environment: Mapping[str, str]) -> None:
        found.sort(key=lambda one: one[1].place)
        while found and found[-1][0].name not in environment:
            found.pop()
        for parameter, argument in found:
            text = environment.get(parameter.name, parameter.default)
            if text is None:
                continue
            words = elements(text) if argument.is_list else [text]
            target = self.last if argument.nargs == "..." else self.positionals
            target += [_spelled(argument, word) for word in words]


def problem(interface: Interface, parameter: Parameter, text: str) -> str | None:
    """Why a value that fits its type cannot be handed over: it completes `--name `. None if it can."""
    argument = parameter.argument
    if argument is None:
        return None
    if argument.action == "count" and int(text) < int(parameter.default or 0):
        return f"cannot be less than {parameter.default or 0}, from which the script counts"
    is_missing = argument.action == "const" and parameter.kind == "Boolean" and text not in argument.constants
    if is_missing and (text or parameter.default == "True"):
        return f"cannot be {'true' if text else 'false'}: the script has no option for that"
    if not argument.is_list:
        return None
    return _problem_of_list(interface, parameter, argument, text)


def _problem_of_list(interface: Interface, parameter: Parameter, argument: Argument, text: str) -> str | None:
    flags = [flag for one in interface.parameters.values() if one.argument for flag in one.argument.flags]
    numeric = any(_NEGATIVE.fullmatch(flag) for flag in flags)
    for words in occurrences(argument, text):
        wanted = argument.nargs
        if wanted is not None and wanted.isdigit() and len(words) != int(wanted):
            return f"must hold {wanted} values, not {len(words)}"
        if wanted in ("+", "A...") and not words:
            return "must hold one value at least"
        if argument.flags and wanted != "..." and len(words) > 1:
            for word in words:
                if _is_option(_without_exponent(argument, word), flags, numeric=numeric):
                    seen = "" if parameter.secret else f" {messages.quoted(word)}"
                    return f"cannot hold{seen} beside others: argparse takes what begins with a dash for an option"
    return None


def _is_option(word: str, flags: list[str], *, numeric: bool) -> bool:
    """Whether argparse takes a word for an option."""
    if word[:1] != "-" or len(word) == 1 or (_NEGATIVE.fullmatch(word) and not numeric):
        return False
    return " " not in word or word[:2] in flags


def _spelled(argument: Argument, text: str) -> str:
    """The text as the script's own type takes it."""
    if argument.element == "Boolean" and argument.words:
        from .values import truth

        return argument.words[0] if truth(text) else argument.words[1]
    return text


def _without_exponent(argument: Argument, word: str) -> str:
    """A negative number as argparse knows one among the values of a list: older ones take -1e-5 for an option."""
    if argument.element == "Float" and word[:1] == "-" and "e" in word.lower():
        from decimal import Decimal

        return format(Decimal(word), "f")
    return word
