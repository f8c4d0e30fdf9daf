"""Shell text cut into simple commands: just enough of the grammar to find installation lines."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass, field

_WORD = r"""(?:[^\s'"\\;&|]|\\.|'[^']*'|"(?:\\.|[^"\\])*")+"""
# `>=1.2` and `> 1.2` are slips for a version; `> file`, `2>&1` and `&> file` are redirects
_TOKEN = re.compile(
    rf"""
    (?P<blank>(?:[^\S\n]|\\\n)+)
    |(?P<comment>\#[^\n]*)
    |(?P<redirect>(?:&>>?|\d+(?:>>?|<)|(?:>>?|<)(?!\s*[=\d]))(?:&[\d-]+|[^\S\n]*{_WORD})?)
    |(?P<operator>&&|\|\||\|&|[;&|\n])
    |(?P<word>{_WORD})
    """,
    re.VERBOSE | re.DOTALL,
)
# not behind a backslash that is escaped itself
_LINE_GOES_ON = re.compile(r"(\\[^\n])|\\\n")
_ASSIGNMENT = re.compile(r"[A-Za-z_]\w*=")
_KEYWORDS = frozenset({"then", "do", "else", "{", "!", "time", "exec"})


@dataclass(frozen=True, slots=True)
class ShellCommand:
    """One simple command: its words without quotes and redirects, and where it stands in the text.

    `after` is the operator in front of it. `broken` says that a quote in it is never closed; the rest of its line is
    then unknown.
    """

    words: tuple[str, ...]
    start: int
    end: int
    line: int
    after: str
    broken: bool = False

    @property
    def pipe_goes_on(self) -> bool:
        """Whether it only handles what the command before it says: `pip install x | tail`, `… || true`."""
        return self.after in {"|", "|&", "||"}


@dataclass(slots=True)
class _Builder:
    text: str
    commands: list[ShellCommand] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    start: int | None = None
    end: int = 0
    after: str = ""
    line: int = 1
    counted: int = 0

    def extend(self, start: int, end: int) -> None:
        self.start = start if self.start is None else self.start
        self.end = end

    def close(self, operator: str, *, broken: bool = False) -> None:
        if self.start is not None:
            # counted on from the last command: counting from the top takes the square of the time
            self.line += self.text.count("\n", self.counted, self.start)
            self.counted = self.start
            self.commands.append(ShellCommand(tuple(self.words), self.start, self.end, self.line, self.after, broken))
        # the line may break behind an operator, and the command goes on
        if self.start is not None or operator != "\n":
            self.after = operator
        self.words, self.start = [], None


def commands(text: str) -> tuple[ShellCommand, ...]:
    """The simple commands of shell text, in order. Never raises."""
    builder = _Builder(text)
    position = 0
    while position < len(text):
        token = _TOKEN.match(text, position)
        if token is None:
            newline = text.find("\n", position)
            position = len(text) if newline < 0 else newline
            builder.extend(position, position)
            builder.close("\n", broken=True)
            continue
        _take(builder, token)
        position = token.end()
    builder.close("")
    return tuple(builder.commands)


def without_prefix(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words from the program's name on: without `sudo` and assignments to environment variables."""
    rest = words
    while rest:
        if rest[0] == "sudo":
            rest = _without_options(rest[1:])
        elif _ASSIGNMENT.match(rest[0]):
            rest = rest[1:]
        else:
            break
    return rest


def _without_options(words: tuple[str, ...]) -> tuple[str, ...]:
    options = next((i for i, word in enumerate(words) if not word.startswith("-")), len(words))
    return words[options:]


def _take(builder: _Builder, token: re.Match[str]) -> None:
    match token.lastgroup:
        case "operator":
            builder.close(token.group())
        case "redirect":
            builder.extend(*token.span())
        case "word":
            builder.extend(*token.span())
            builder.words.append("".join(shlex.split(_LINE_GOES_ON.sub(r"\1", token.group()))))
            if builder.words[0] in _KEYWORDS:
                builder.close(" ")
