"""Which reads and settings of an R script make its interface."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from hatch_claimed.sources.r.accesses import Access
from hatch_claimed.sources.r.outlines import Outlines
from hatch_claimed.sources.r.outputs import Setting
from hatch_claimed.sources.r.parameters import Read
from hatch_claimed.sources.r.tree import last_line_of, line_of, statement_of, text_of
from hatch_claimed.sources.syntax_tree import walk
from hatch_claimed.sources.variables import choice
from hatch_claimed.sources.variables.choice import Choice, Item, Place
from hatch_claimed.sources.variables.settle import comment_role
from hatch_claimed.sources.variables.uses import Comment

if TYPE_CHECKING:
    from tree_sitter import Node

    from hatch_claimed.sources.r.constants import Constants
    from hatch_claimed.sources.reader import Source


def choose(
    reads: Iterable[Read | Access], sets: Iterable[Setting], known: Constants, root: Node, source: Source
) -> tuple[list[Read | Access], list[Setting], Choice[Node]]:
    """The reads and settings that may make parameters or outputs, and what was decided of all others."""
    items: list[Item[Read | Access | Setting]] = [*map(_read, reads), *map(_set, sets)]
    path = str(source.path)
    kept, settled = choice.choose(sorted(items, key=_line), _comments(root, source.content), source.variables, path)
    left = [one for one in kept if not isinstance(one, Setting)]
    return left, [one for one in kept if isinstance(one, Setting)], Choice(settled, Outlines(root, known), path)


def _line(item: Item[Read | Access | Setting]) -> int:
    return item.line


def _read(found: Read | Access) -> Item[Read | Access | Setting]:
    access, name = (found, None) if isinstance(found, Access) else (found.access, found.name)
    return Item(
        found=found,
        name=name,
        writes=False,
        line=access.line,
        last_line=last_line_of(access.node),
        statement_end=last_line_of(statement_of(access.node)),
    )


def _set(found: Setting) -> Item[Read | Access | Setting]:
    return Item(
        found=found,
        name=found.name,
        writes=True,
        line=found.line,
        last_line=found.line if found.value is None else last_line_of(found.value),
        statement_end=last_line_of(statement_of(found.call.node)),
    )


def _comments(root: Node, content: bytes) -> dict[Place, Comment]:
    nodes: Sequence[Node] = [node for node in walk(root) if node.type == "comment"] if b"claimed:" in content else ()
    return {
        (None, line_of(node)): Comment(role=role, line=line_of(node))
        for node in nodes
        if (role := comment_role(text_of(node)))
    }
