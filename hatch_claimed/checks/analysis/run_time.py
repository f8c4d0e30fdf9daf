"""What a script installs or fetches while it runs, instead of when its image is built."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from hatch_claimed.checks.analysis.calls import PythonCall, calls
from hatch_claimed.sources.install.pip import pip_arguments
from hatch_claimed.sources.install.shell import commands, without_prefix
from hatch_claimed.sources.install.unsupported import other_installation
from hatch_claimed.sources.python.code import Code
from hatch_claimed.sources.python.ipython import magics

_SHELL = frozenset({"os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput"})
_PROCESS = frozenset({f"subprocess.{name}" for name in ("run", "call", "check_call", "check_output", "Popen")})
_PIP = frozenset({"pip.main", "pip._internal.main", "pip._internal.cli.main.main"})
_FETCH = frozenset({
    "urllib.request.urlretrieve", "urllib.request.urlopen", "urllib.urlretrieve", "requests.get", "wget.download",
    "httpx.get",
})  # fmt: skip
_FETCHERS = frozenset({"wget", "curl"})
_WORDS = ("pip", "conda", "mamba", "uv", "poetry", "pdm", "pixi", "easy_install", ".py")
_Command = tuple[ast.expr, Code, tuple[str, ...]]
UNKNOWN = "\N{REPLACEMENT CHARACTER}"
"""Stands for a word, or a part of one, that only the running script knows."""


@dataclass(frozen=True, slots=True)
class Installation:
    """Packages that the running script installs: pip's arguments, with `UNKNOWN` for what it computes.

    Where another tool installs, there are no arguments of pip's, and `names` are the packages.
    """

    node: ast.expr
    code: Code
    arguments: tuple[str, ...]
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Download:
    """A Python file that the running script fetches."""

    node: ast.expr
    code: Code
    name: str


def installations(codes: Sequence[Code]) -> tuple[Installation, ...]:
    """Everything that is installed at run time, in source order within each kind of call."""
    return tuple(
        found
        for node, code, words in _commands(tuple(codes))
        if (found := _installation(node, code, words)) is not None
    )


def helpers(codes: Sequence[Code]) -> tuple[Download, ...]:
    """The Python files that are fetched at run time."""
    found = [
        Download(node, code, name)
        for node, code, words in _commands(tuple(codes))
        if words[0] in _FETCHERS
        for name in _python_files(words[1:])
    ]
    for call in calls(codes, ".py"):
        if call.name in _FETCH and call.node.args:
            found += [Download(call.node, call.code, name) for name in _python_files([_text(call.node.args[0])])]
    return tuple(found)


# several rules ask for the commands of one script before those of the next
@lru_cache(maxsize=2)
def _commands(codes: tuple[Code, ...]) -> tuple[_Command, ...]:
    return tuple(_found(codes))


def _found(codes: Sequence[Code]) -> Iterator[_Command]:
    for call in calls(codes, *_WORDS) if _starts_programs(codes) else ():
        for words in _words(call):
            if words:
                yield call.node, call.code, words
    for code in codes:
        for magic in magics(code):
            # what readers understand as an installation is done when the image is built
            for words in _of_shell(magic.shell or ""):
                if pip_arguments(words) is None:
                    yield magic.call, code, words


def _starts_programs(codes: Sequence[Code]) -> bool:
    return any(word in code.text for code in codes for word in ("subprocess", "system", "popen", "main"))


def _words(call: PythonCall) -> Iterator[tuple[str, ...]]:
    first = call.node.args[0] if call.node.args else None
    if first is None:
        return
    if call.name in _PIP:
        yield ("pip", *_list(first))
    elif call.name in _SHELL | _PROCESS:
        if isinstance(first, ast.List | ast.Tuple):
            yield _list(first)
        else:
            yield from _of_shell(_text(first))


def _of_shell(text: str) -> Iterator[tuple[str, ...]]:
    yield from (words for command in commands(text) if (words := without_prefix(command.words)))


def _list(node: ast.expr) -> tuple[str, ...]:
    if not isinstance(node, ast.List | ast.Tuple):
        return (UNKNOWN,)
    return tuple(_text(element) for element in node.elts)


def _text(node: ast.expr) -> str:
    """The text of a literal, with `UNKNOWN` for each part that is computed."""
    text = UNKNOWN
    match node:
        case ast.Constant(value=str(text)):
            pass
        case ast.Attribute(value=ast.Name(id="sys"), attr="executable"):
            text = "python"
        case ast.JoinedStr(values=values):
            text = "".join(_text(value) for value in values)
        case ast.FormattedValue(value=value):
            text = _text(value)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            text = f"{_text(left)}{_text(right)}"
        case ast.Call(func=ast.Attribute(value=ast.Constant(value=str(text)), attr="split"), args=[]):
            pass
    return text


def _installation(node: ast.expr, code: Code, words: tuple[str, ...]) -> Installation | None:
    words = without_prefix(words)
    arguments = pip_arguments(words)
    if arguments is not None:
        return Installation(node, code, arguments)
    other = other_installation(words)
    return None if other is None else Installation(node, code, (), other.names)


def _python_files(words: Sequence[str]) -> Iterator[str]:
    for word in words:
        path = path_of(word)
        if path.suffix == ".py":
            yield UNKNOWN if UNKNOWN in path.name else path.name


def path_of(url: str) -> PurePosixPath:
    """The path of what is fetched; nothing for what is no URL."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return PurePosixPath()
    return PurePosixPath(parts.path if parts.scheme in {"http", "https", "ftp"} else "")
