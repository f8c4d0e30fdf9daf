"""Words of shell text whose value is known without a shell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from hatch_claimed.sources.shell.tree import text_of

if TYPE_CHECKING:
    from tree_sitter import Node

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_PIECE = re.compile(r"""(?P<single>'[^']*')|\\(?P<escaped>.)|(?P<double>")|(?P<live>[$`])|(?P<plain>.)""", re.DOTALL)
_ESCAPED_IN_QUOTES = frozenset('$`"\\}')

_NAMES_OF_THE_SHELL = """
BASH BASHOPTS BASHPID BASH_ALIASES BASH_ARGC BASH_ARGV BASH_ARGV0 BASH_CMDS BASH_COMMAND BASH_EXECUTION_STRING
BASH_LINENO BASH_REMATCH BASH_SOURCE BASH_SUBSHELL BASH_VERSINFO BASH_VERSION COMP_CWORD COMP_KEY COMP_LINE
COMP_POINT COMP_TYPE COMP_WORDBREAKS COMP_WORDS COPROC DIRSTACK EPOCHREALTIME EPOCHSECONDS EUID FUNCNAME GROUPS
HISTCMD HOSTNAME HOSTTYPE IFS LINENO MACHTYPE MAPFILE OLDPWD OPTARG OPTERR OPTIND OSTYPE PIPESTATUS PPID PS4 PWD
RANDOM READLINE_LINE READLINE_POINT REPLY SECONDS SHELLOPTS SHLVL SRANDOM UID _
"""
OF_THE_SHELL = frozenset(_NAMES_OF_THE_SHELL.split())
"""What a shell gives a value by itself (Bash reference manual, *Bash Variables*)."""


def constant(text: str, *, quoted: bool) -> str | None:
    """The text behind `:-` in `${x:-text}` without its quotes, None where a shell puts it together.

    `quoted` says that double quotes are around the whole, where single quotes are characters like others.
    """
    parts: list[str] = []
    if text.startswith("~") and not quoted:
        return None
    for piece in _PIECE.finditer(text):
        if piece["live"]:
            return None
        if piece["escaped"]:
            literal = quoted and piece["escaped"] not in _ESCAPED_IN_QUOTES
            parts.append(piece.group() if literal else piece["escaped"].replace("\n", ""))
        elif piece["single"]:
            if quoted and re.search(r"[$`\\\"]", piece["single"]):
                return None
            parts.append(piece["single"] if quoted else piece["single"][1:-1])
        elif piece["plain"]:
            parts.append(piece["plain"])
    return "".join(parts)


def literals(nodes: Sequence[Node]) -> list[str | None]:
    """The words of a command, None for each that a shell puts together."""
    return [_literal(node) for node in nodes]


def _literal(node: Node) -> str | None:
    if node.type == "ansi_c_string":
        return None
    return constant(text_of(node), quoted=False)


def text_behind(operator: Node, expansion: Node) -> str | None:
    """What stands behind the operator of `${x:-text}`, None where a shell puts it together."""
    content = expansion.text or b""
    begin = operator.end_byte - expansion.start_byte
    text = content[begin:-1].decode()
    around = expansion.parent.type if expansion.parent else ""
    if around == "heredoc_body" and any(mark in text for mark in "'\"\\"):
        return None
    return constant(text, quoted=around in ("string", "heredoc_body"))
