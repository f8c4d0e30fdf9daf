"""What a Dockerfile template of C3's says that a setting can say."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from hatch_claimed.adopt.declarations import Note
from hatch_claimed.settings.grammar import IMAGE
from hatch_claimed.system.tree import Tree, seen_from_root

_FROM = re.compile(r"^\s*FROM\s+(?:--\S+\s+)*(\S+)", re.IGNORECASE | re.MULTILINE)
_DEFAULTS = ("registry.access.redhat.com/ubi8/python", "registry.access.redhat.com/ubi9/python")


def base_of(tree: Tree, folder: PurePosixPath, name: str | None, place: str) -> tuple[str | None, tuple[Note, ...]]:
    """The base image of the template `name`, seen from `folder`, and what people must carry over themselves."""
    if not name:
        return None, ()
    path = seen_from_root(folder / name)
    content = tree.try_read(path)
    if content is None:
        return None, (Note(place, f"names the Dockerfile template {name}, which is not there"),)
    found = _FROM.search(content.decode(errors="replace"))
    # C3's own templates have a placeholder there
    base = found[1] if found and IMAGE.holds(found[1]) and not found[1].startswith(_DEFAULTS) else None
    note = f"{f'the base image {base}' if base else 'nothing'} of {path} is taken over;"
    return base, (Note(place, f"{note} write system packages as `# dnf …` or `# apt …` comments of the script"),)
