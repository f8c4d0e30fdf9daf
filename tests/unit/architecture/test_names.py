"""Each class has a name of its own, and modules are called what others call such things.

The launcher stands alone: it shares no module with the rest, and may share names with it.
"""

import ast
from collections import defaultdict
from pathlib import PurePosixPath

from architecture_page import ROOT

LAUNCHER = PurePosixPath("hatch_claimed/runtime")
PARTICULAR = frozenset(
    {
        "asked", "book", "brake", "heart", "nothing", "patience", "surroundings", "turn", "voice", "whereabouts",
        "wish", "world",
    }
)  # fmt: skip
"""Words that say something to nobody but those who wrote them."""

SAYS_NOTHING = "files"
"""A module is called after what it holds."""


def sources(root):
    """The text of each module of the packages, but for the launcher's, by its path from the root."""
    found = (path for package in ("claimed_grid", "hatch_claimed") for path in sorted((root / package).rglob("*.py")))
    texts = {PurePosixPath(path.relative_to(root).as_posix()): path.read_text(encoding="utf-8") for path in found}
    return {path: text for path, text in texts.items() if LAUNCHER not in path.parents}


def shared_names(texts):
    """What is wrong with the names of public classes."""
    places = defaultdict(list)
    for path, text in texts.items():
        for node in ast.parse(text).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].append(str(path))
    return [f"{name}: {', '.join(paths)}" for name, paths in sorted(places.items()) if len(paths) > 1]


def unclear_modules(paths):
    """The modules and packages whose names say too little."""
    unclear = PARTICULAR | {SAYS_NOTHING}
    return [str(path) for path in paths if not unclear.isdisjoint((*path.parts[:-1], path.stem))]


def test_no_two_public_classes_have_one_name():
    assert shared_names(sources(ROOT)) == []


def test_modules_have_names_that_say_what_they_hold():
    assert unclear_modules(sources(ROOT)) == []


def test_a_shared_name_is_found():
    texts = {
        PurePosixPath("a/one.py"): "class Call: ...\nclass _Inner: ...\nclass Own:\n    class Call: ...\n",
        PurePosixPath("a/two.py"): "class _Inner: ...\n\nclass Call: ...\n",
    }
    assert shared_names(texts) == ["Call: a/one.py, a/two.py"]


def test_an_unclear_module_is_found():
    paths = [
        PurePosixPath(name) for name in ("a/files.py", "a/heart/__init__.py", "a/heartbeat.py", "a/source_files.py")
    ]
    assert unclear_modules(paths) == ["a/files.py", "a/heart/__init__.py"]
