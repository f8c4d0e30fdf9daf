"""Understands a script's own spelling of its arguments: `--num-values 5`, `-n 5`, `--no-cache`, `-vv`."""

from __future__ import annotations

import re

from .lists import elements, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .arguments import Arguments
    from .interface import Interface, Parameter
    from .script_arguments import Argument

_NUMBER = re.compile(r"-[0-9.]")


class Spellings:
    """The flags of a script. `words` are all arguments of the launcher, which stand on the command line."""

    def __init__(self, interface: Interface, words: list[str], result: Arguments) -> None:
        self.interface = interface
        self.words = words
        self.result = result
        self.flags: dict[str, tuple[Parameter, Argument, str | None]] = {}
        self.lists: dict[str, list[str]] = {}
        for parameter in interface.parameters.values():
            argument = parameter.argument
            if argument is None:
                continue
            flags = [*argument.flags, *argument.bare]
            self.flags.update({flag: (parameter, argument, argument.bare.get(flag)) for flag in flags})
            name = f"--{parameter.name}"
            if argument.is_list or argument.action == "count":
                self.flags.setdefault(name, (parameter, argument, None))

    def take(self, position: int) -> int:
        """Take the word before `position`: the position behind all that belongs to it, 0 where it is no flag."""
        word = self.words[position - 1]
        flag, equals, value = word.partition("=")
        if flag not in self.flags:
            return self._cluster(word, position)
        parameter, argument, constant = self.flags[flag]
        own = flag != f"--{parameter.name}"
        if not own and not (argument.is_list or argument.action == "count" or constant is not None):
            return 0  # spelled as all parameters are
        if equals:
            self._given(parameter, argument, [value], literal=own)
        elif argument.is_list:
            return self._list(parameter, argument, position, literal=own)
        else:
            return self._single(parameter, argument, constant, position)
        return position

    def _single(self, parameter: Parameter, argument: Argument, constant: str | None, position: int) -> int:
        following = None if self._ends(position, strict=True) else self.words[position]
        if argument.action == "count":
            if following is None or not following.isdigit():
                self._count(parameter, 1)
                return position
        elif constant is not None and (following is None or not self._is_value(parameter, argument, following)):
            self.result.values[parameter.name] = constant
            return position
        elif following is None:
            self.result.problems.append(f"{self.words[position - 1]} has no value")
            return position
        self.result.values[parameter.name] = self.words[position]
        return position + 1

    def _is_value(self, parameter: Parameter, argument: Argument, word: str) -> bool:
        """Whether a word behind a flag that may stand alone is its value."""
        if parameter.kind == "Boolean":
            from .values import FALSE, TRUE

            return word.strip().lower() in TRUE | FALSE
        return argument.action != "const" or argument.constant(word) is not None or word == parameter.default

    def _list(self, parameter: Parameter, argument: Argument, position: int, *, literal: bool) -> int:
        most = argument.nargs
        limit = 1 if most in (None, "?") else int(most) if most.isdigit() else len(self.words)
        words: list[str] = []
        while len(words) < limit and not self._ends(position + len(words), strict=not words):
            words.append(self.words[position + len(words)])
        is_text = not literal and _is_text_of(words[:1], limit)
        if is_text and len(words) < limit:
            words = words[:1]  # what follows is nothing of it
        own = literal or (len(words) == limit and most is not None and not (is_text and limit == 1))
        self._given(parameter, argument, words, literal=own)
        return position + len(words)

    def _given(self, parameter: Parameter, argument: Argument, words: list[str], *, literal: bool) -> None:
        if not argument.is_list:
            self.result.values[parameter.name] = words[0]
            return
        before = [] if argument.action == "store" else self.lists.get(parameter.name, [])
        self.lists[parameter.name] = [*before, *words]
        # as everywhere else one text is the whole list; only scripts have it several times
        is_text = not literal and len(words) == 1 and not before
        self.result.values[parameter.name] = words[0] if is_text else text_of(self.lists[parameter.name])

    def _count(self, parameter: Parameter, times: int) -> None:
        before = self.result.values.get(parameter.name) or parameter.default or "0"
        self.result.values[parameter.name] = str(int(before) + times) if before.isdigit() else before

    def _cluster(self, word: str, position: int) -> int:
        """`-vv`, `-xvf`, `-n5`: short flags in one word."""
        if word[:1] != "-" or word[:2] == "--" or word[:2] not in self.flags:
            return 0
        rest = word[1:]
        while rest:
            flag, rest = f"-{rest[0]}", rest[1:]
            if flag not in self.flags:
                return 0
            parameter, argument, constant = self.flags[flag]
            if argument.action == "count":
                self._count(parameter, 1)
            elif argument.action == "const" and constant is not None:
                self.result.values[parameter.name] = constant
            elif rest:
                self._given(parameter, argument, [rest], literal=True)
                rest = ""
            else:
                return self._single(parameter, argument, constant, position)
        return position

    def _ends(self, position: int, *, strict: bool = False) -> bool:
        """Whether there is no value here: the end, an option, or a pair. With `strict` only what surely is none."""
        if position >= len(self.words):
            return True
        word = self.words[position]
        name, equals, _ = word.partition("=")
        is_known = name in self.flags or (word.startswith("--") and name[2:] in self.interface.names)
        if is_known or word in ("--", "-h", "--help") or (equals and name in self.interface.names):
            return True
        return not strict and word[:1] == "-" and len(word) > 1 and not _NUMBER.match(word)


def _split(text: str) -> list[str]:
    try:
        return elements(text)
    except ValueError:
        return [text]


def _is_text_of(words: list[str], count: int) -> bool:
    """Whether it is one text that holds so many words."""
    return len(words) == 1 and len(_split(words[0])) == count
