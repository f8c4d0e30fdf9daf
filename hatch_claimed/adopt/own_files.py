"""The files of the project that a script finds by its own place, which its image must have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from hatch_claimed.checks.analysis.left_behind import left_behind
from hatch_claimed.model.secrets.defaults import is_secret_default
from hatch_claimed.model.secrets.forms import credentials_in
from hatch_claimed.model.secrets.names import is_named_secret
from hatch_claimed.sources.reader import ScriptDetails
from hatch_claimed.sources.referenced_files import PROJECT, mentioned
from hatch_claimed.system.tree import Tree, escaped

_CODE = frozenset({".py", ".pyc", ".pyi", ".typed", ".md", ".rst"})
_VALUE = re.compile(r"""["']?([\w.-]+)["']?\s*[:=]\s*["']?([^"'\s,]+)""")
_LARGEST = 10_000_000
"""What is larger is for a volume, or for those who know that it is not."""


def own_files(tree: Tree, script: PurePosixPath, details: ScriptDetails) -> tuple[PurePosixPath, ...]:
    """The files that a script or a module reads by a path that it makes of `__file__`, sorted.

    What looks like a secret, or is large, is left to people: `check` tells them.
    """
    content = tree.try_read(script)
    if content is None or b"__file__" not in content:
        return ()
    found = left_behind(script, details, mentioned(script, content, tree), ())
    own = (place for place, read in found if read.path.startswith(str(PROJECT)))
    return tuple(sorted({place for place in own if _is_for_images(tree, place)}))


def data_folders(tree: Tree, modules: Iterable[PurePosixPath]) -> Iterator[PurePosixPath]:
    """Those of modules that are packages with more than code in them, which does not come along by itself."""
    for module in modules:
        if module.suffix != ".py" and any(path.suffix not in _CODE for path in tree.glob(escaped(str(module)))):
            yield module


def _is_for_images(tree: Tree, place: PurePosixPath) -> bool:
    content = tree.try_read(place)
    if content is None or len(content) > _LARGEST or any(map(is_named_secret, (place.stem, place.stem.rstrip("s")))):
        return False
    text = content.decode(errors="replace")
    return not credentials_in(text) and not any(is_secret_default(*found.groups()) for found in _VALUE.finditer(text))
