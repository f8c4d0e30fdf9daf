"""What a notebook's shell lines, shell cells and `%env` do with environment variables, as accesses like Python's own.

IPython puts Python's values into `!` lines and into `%%sx` cells before a shell sees them; a `%%bash` cell gets the
environment and nothing else.
"""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol, TypeVar

from hatch_claimed.model import Finding
from hatch_claimed.sources.install.lines import without_installs
from hatch_claimed.sources.python.accesses import VariableAccess
from hatch_claimed.sources.python.code import Code
from hatch_claimed.sources.python.comments import description_above, noted
from hatch_claimed.sources.python.constants import bindings
from hatch_claimed.sources.python.ipython import Magic, magics
from hatch_claimed.sources.variables.values import HOLE, verdict

if TYPE_CHECKING:
    from hatch_claimed.sources.shell.shell_read import ShellRead
    from hatch_claimed.sources.shell.shell_text import ShellText

_EXPANDED_CELLS = frozenset({"system", "sx", "!"})
_OF_IPYTHON = frozenset({"In", "Out", "_", "__", "___", "exit", "quit", "get_ipython"})
_ESCAPED = re.compile(r"\$\$(?=([A-Za-z_]\w*))")
_FIELD = re.compile(r"(?<![${])\{[^{}$\n]*\}")
_INTERPOLATED = re.compile(r"\{|\$\$?[\w.]")
_STRICT = re.compile(r"(?:^|\s)-[A-Za-z]*u")
_BINDS = re.compile(r"(?:--out|--err|--proc)[= ]\s*(\w+)|^\s*(\w+)\s*$")
_FOREIGN = {
    "R": re.compile(r"Sys\.getenv"),
    "julia": re.compile(r"\bENV\["),
    "node": re.compile(r"process\.env"),
    "perl": re.compile(r"\$ENV\{|%ENV"),
    "pypy": re.compile(r"\b(?:environ|getenv)\b"),
    "python": re.compile(r"\b(?:environ|getenv)\b"),
    "python2": re.compile(r"\b(?:environ|getenv)\b"),
    "python3": re.compile(r"\b(?:environ|getenv)\b"),
    "ruby": re.compile(r"\bENV\b"),
}


class _Use(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def access(self) -> VariableAccess: ...


Use = TypeVar("Use", bound=_Use)


def with_shell_accesses(found: Sequence[VariableAccess], codes: Sequence[Code]) -> list[VariableAccess]:
    """Python's accesses, and what shell lines and cells read, and what `%env` and `%set_env` read and set."""
    return sorted([*found, *_accesses(codes)], key=lambda access: (access.code.cell or 0, access.line, access.column))


def _accesses(codes: Sequence[Code]) -> Iterator[VariableAccess]:
    wanted = [code for code in codes if "get_ipython" in code.text]
    known = _Names(codes)
    for code in wanted:
        for magic in magics(code):
            if magic.body is None and magic.name in ("env", "set_env"):
                yield from _environment(magic, code)
            else:
                yield from _shell_reads(magic, code, known)


def shell_findings(codes: Sequence[Code]) -> Iterator[Finding]:
    """CLM117: what cells of a shell or of another language read, and nobody can follow."""
    for code in codes:
        for magic in magics(code):
            text = _text_of(magic)
            if text is not None:
                yield from _unclear(_read_text(text, strict=False), magic, code)
            elif magic.body is not None and _is_foreign(magic):
                yield _finding(
                    code,
                    magic.call.lineno,
                    f"This %%{magic.name} cell reads the environment, and is not read: no parameter comes from it.",
                    "Read what is a parameter in a cell above, `os.getenv('threshold', '5')`: the cell gets the same.",
                )


def ranked(uses: Sequence[Use]) -> list[Use]:
    """The reads of one name, the one that tells most first: Python's own, then `${x:?}`, `${x:-d}` and `$x`."""
    return sorted(uses, key=lambda use: _rank(use.access))


def shell_disagreements(uses: Sequence[Use], meant: str | None) -> Iterator[Finding]:
    """CLM117 for reads by a shell whose default is another one. `meant` is the text of the parameter's default."""
    for use in uses[1:]:
        default = use.access.default
        if meant and use.access.in_shell and isinstance(default, ast.Constant) and default.value not in (None, meant):
            yield _finding(
                use.access.code,
                use.access.line,
                f"{use.name!r} has another default here than in {_place(uses[0].access)}, which artifacts show.",
                f"Give both the same default, or set the variable once: `${{{use.name}:=text}}`.",
            )


class _Names:
    """The names that Python may put into a shell line, looked up when the first line asks."""

    def __init__(self, codes: Sequence[Code]) -> None:
        self._codes = codes
        self._found: frozenset[str] | None = None

    def __contains__(self, name: str) -> bool:
        if self._found is None:
            self._found = frozenset(_bound(self._codes)) | _OF_IPYTHON | frozenset(dir(builtins))
        return name in self._found


def _bound(codes: Iterable[Code]) -> Iterator[str]:
    for code in codes:
        yield from bindings(code)
        for magic in magics(code):
            if magic.body is not None or magic.name == "capture":
                yield from (name for found in _BINDS.findall(magic.line) for name in found if name)


def _environment(magic: Magic, code: Code) -> Iterator[VariableAccess]:
    """`%env NAME` reads; `%env NAME=value`, `%env NAME value` and `%set_env` set (IPython, `OSMagics`)."""
    name, separator, value = magic.line.strip().partition("=" if "=" in magic.line else " ")
    if not name.strip() or (magic.name == "set_env" and not separator):
        return
    yield VariableAccess(
        name=_known(name),
        line=magic.call.lineno,
        column=magic.call.col_offset,
        statement_line=magic.call.lineno,
        statement_column=magic.call.col_offset,
        code=code,
        writes=bool(separator),
        value=_setting(value) if separator else None,
    )


def _setting(text: str) -> ast.expr:
    """What `%env` sets. That is for settings: only what surely looks like the path of a file may be an output."""
    return _known(text) if verdict(_INTERPOLATED.sub(HOLE, text)) == "path" else ast.Constant("")


def _known(text: str) -> ast.expr:
    """A magic's text, or what is no constant where IPython puts values into it."""
    return ast.List([], ast.Load()) if _INTERPOLATED.search(text) else ast.Constant(text.strip())


def _shell_reads(magic: Magic, code: Code, known: _Names) -> Iterator[VariableAccess]:
    text = _text_of(magic)
    if text is None:
        return
    expanded = magic.body is None or magic.name in _EXPANDED_CELLS
    escaped = set(_ESCAPED.findall(text)) if expanded else set()
    strict = magic.body is not None and _STRICT.search(magic.line) is not None
    found = _read_text(_without_fields(text) if expanded else text, strict=strict)
    for read in found.reads:
        if not expanded or read.name in escaped or read.name not in known:
            yield _access(read, magic, code, noted(description_above(found.comments, read.line), read.name))


def _access(read: ShellRead, magic: Magic, code: Code, note: str | None) -> VariableAccess:
    return VariableAccess(
        name=ast.Constant(read.name),
        line=_line(magic, code, read.line),
        column=read.column,
        statement_line=magic.call.lineno,
        statement_column=magic.call.col_offset,
        code=code,
        default=_default(read),
        in_shell=True,
        note=note,
    )


def _default(read: ShellRead) -> ast.expr | None:
    if read.required:
        return None
    # a list is no constant
    return ast.List([], ast.Load()) if read.computed else ast.Constant(read.default)


def _text_of(magic: Magic) -> str | None:
    """The shell text that a container runs, where it may read a variable."""
    text = magic.shell
    if text is None or not any(mark in text for mark in ("$", "((", "printenv", "let", "-v")):
        return None
    return without_installs(text)


def _without_fields(text: str) -> str:
    """Text with `{expression}` out of the way, and with `$name` for IPython's `$$name`."""
    return _FIELD.sub(lambda field: "_" * len(field.group()), _ESCAPED.sub(" $", text))


@lru_cache(maxsize=64)
def _read_text(text: str, *, strict: bool) -> ShellText:
    # most notebooks have no shell text that reads anything
    from hatch_claimed.sources.shell.shell_text import shell_text

    return shell_text(text, strict=strict)


def _unclear(found: ShellText, magic: Magic, code: Code) -> Iterator[Finding]:
    for line in found.indirect:
        yield _finding(
            code,
            _line(magic, code, line),
            "A parameter has a computed name, which cannot be known.",
            "Write it as text, `${threshold:-5}`, if it is a parameter.",
        )
    for line in found.unclear:
        yield _finding(
            code,
            _line(magic, code, line),
            "This shell text cannot be read to its end: a parameter may be missing.",
            "Write it more simply, or read what is a parameter in a cell above, `os.getenv('threshold', '5')`.",
        )


def _is_foreign(magic: Magic) -> bool:
    words = magic.line.split()
    name = words[0] if magic.name == "script" and words else magic.name
    pattern = _FOREIGN.get(name)
    return pattern is not None and pattern.search(magic.body or "") is not None


def _line(magic: Magic, code: Code, line: int) -> int:
    # a script that was exported from a notebook has the whole cell in one line
    return magic.call.lineno if magic.body is None or code.cell is None else magic.call.lineno + line


def _rank(access: VariableAccess) -> int:
    if not access.in_shell:
        return 0
    if access.default is None:
        return 1
    if isinstance(access.default, ast.Constant):
        return 2 if access.default.value is not None else 4
    return 3


def _place(access: VariableAccess) -> str:
    return f"line {access.line}" if access.code.cell is None else f"line {access.line} of cell {access.code.cell}"


def _finding(code: Code, line: int, message: str, remedy: str) -> Finding:
    return Finding(
        code="CLM117", severity="warning", message=message, remedy=remedy, path=code.path, line=line, cell=code.cell
    )
