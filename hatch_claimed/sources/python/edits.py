"""Changes to code that keep every line's number: what a container must not run, and what it has no use for."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hatch_claimed.sources.install.lines import without_installs
from hatch_claimed.sources.python.code import Code, parse
from hatch_claimed.sources.python.ipython import PACKAGE_MANAGERS, Magic, magics

_FOR_EYES = frozenset(
    {
        "autoreload",
        "html",
        "HTML",
        "javascript",
        "js",
        "latex",
        "markdown",
        "matplotlib",
        "pinfo",
        "pinfo2",
        "svg",
        "SVG",
    }
)
_CONFIGURED_FOR_EYES = ("InlineBackend", "IPCompleter", "Completer")
_EXTENSIONS_FOR_EYES = frozenset({"load_ext", "reload_ext"})


@dataclass(frozen=True, slots=True)
class SourceEdit:
    """A piece of source, as the tree says where it stands, and what takes its place."""

    node: ast.expr | ast.stmt
    text: str


def without_installations(code: Code) -> Code:
    """The code without commands that install, and without what only makes sense in a browser. Lines keep their numbers.

    A container never installs at start-up (C3 requirements, *Requirements*).
    """
    return edited(code, (edit for magic in magics(code) for edit in _edits(magic)))


def edited(code: Code, edits: Iterable[SourceEdit]) -> Code:
    """The code with the edits made. They must not overlap. Every line keeps its number."""
    wanted = sorted(edits, key=lambda edit: (edit.node.lineno, edit.node.col_offset), reverse=True)
    if not wanted:
        return code
    lines = code.text.encode().split(b"\n")
    for edit in wanted:
        first, last = edit.node.lineno - 1, (edit.node.end_lineno or edit.node.lineno) - 1
        before = lines[first][: edit.node.col_offset]
        after = lines[last][edit.node.end_col_offset :]
        if first == last:
            lines[first] = before + edit.text.encode() + after
        else:
            # the rest of the last line still belongs to the first one: statements may follow, or a comment
            lines[first] = before + edit.text.encode() + b" \\"
            lines[first + 1 : last] = [b"\\"] * (last - first - 1)
            lines[last] = after
    again = parse(b"\n".join(lines).decode(), code.path, code.cell)
    return again if isinstance(again, Code) else code


def _edits(magic: Magic) -> Iterator[SourceEdit]:
    if magic.alone and _is_for_eyes(magic):
        yield SourceEdit(magic.call, _in_place_of(magic))
    elif magic.shell is not None:
        rest = without_installs(magic.shell)
        if rest is None:
            yield SourceEdit(magic.call, "pass" if magic.alone else "[]")
        elif rest != magic.shell and magic.name in PACKAGE_MANAGERS:
            yield SourceEdit(magic.call, f"get_ipython().system({rest!r})")
        elif rest != magic.shell:
            # the shell text is always the last argument
            yield SourceEdit(magic.call.args[-1], repr(rest))


def _in_place_of(magic: Magic) -> str:
    """What does nothing, and lets the launcher see that figures stay open after their cells (`figures.py` there)."""
    words = magic.line.split()
    if magic.name == "matplotlib" and words not in ([], ["inline"]):
        return f"assert {'%matplotlib ' + words[0]!r}"
    if magic.name == "config" and "close_figures" in magic.line:
        return f"assert {'%config ' + magic.line!r}"
    return "pass"


def _is_for_eyes(magic: Magic) -> bool:
    if magic.name == "config":
        return magic.line.strip().startswith(_CONFIGURED_FOR_EYES)
    if magic.name in _EXTENSIONS_FOR_EYES:
        return magic.line.strip() == "autoreload"
    return magic.name in _FOR_EYES
