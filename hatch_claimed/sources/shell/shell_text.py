"""Environment variables that shell text reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hatch_claimed.sources.python.comments import PythonComment
from hatch_claimed.sources.shell.shell_read import ShellRead
from hatch_claimed.sources.shell.tree import parse, text_of
from hatch_claimed.sources.shell.walker import Walker
from hatch_claimed.sources.syntax_tree import walk

if TYPE_CHECKING:
    from tree_sitter import Node


@dataclass(frozen=True, slots=True)
class ShellText:
    """What shell text reads, in source order, where it cannot be followed, and its comments by line.

    `unclear` are lines, `indirect` those on which only a run tells the name (`${!name}`).
    """

    reads: tuple[ShellRead, ...]
    unclear: tuple[int, ...]
    indirect: tuple[int, ...]
    comments: Mapping[int, PythonComment]


def shell_text(text: str, *, strict: bool = False) -> ShellText:
    """Read shell text. `strict` says that the shell was started with `-u`.

    A plain `$x` is optional, because an unset variable is an empty text to a shell; under `set -u` it is required,
    unless the text also asks in a way that is safe (`${x:-}`). Never raises.
    """
    root = parse(text)
    walker = Walker(strict=strict)
    unclear = _errors(root)
    try:
        walker.visit(root)
        walker.finish()
    except RecursionError:
        unclear = (1,)
    guarded = {read.name for read in walker.reads if read.safe}
    reads = [replace(read, required=False) if _is_guarded(read, guarded) else read for read in walker.reads]
    return ShellText(
        reads=tuple(sorted(reads, key=lambda read: (read.line, read.column))),
        unclear=unclear,
        indirect=tuple(walker.indirect),
        comments=_comments(root, text),
    )


def _is_guarded(read: ShellRead, guarded: set[str]) -> bool:
    return read.plain and read.name in guarded


def _errors(root: Node) -> tuple[int, ...]:
    if not root.has_error:
        return ()
    return tuple(
        sorted({node.start_point[0] + 1 for node in walk(root) if node.is_error and b"$" in (node.text or b"")})
    )


def _comments(root: Node, text: str) -> Mapping[int, PythonComment]:
    if "#" not in text:
        return {}
    lines = text.split("\n")
    found: dict[int, PythonComment] = {}
    for node in walk(root):
        if node.type == "comment":
            row, column = node.start_point
            alone = lines[row].lstrip().startswith("#")
            found[row + 1] = PythonComment(row + 1, text_of(node), alone, column + 1)
    return found
