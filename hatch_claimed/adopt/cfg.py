"""`<operator>.cfg` files: lines of `key=value` that say how C3 is to be called for the script beside them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from hatch_claimed.adopt.declarations import BACKENDS, Declaration, Declarations, Note
from hatch_claimed.adopt.dockerfile import base_of
from hatch_claimed.adopt.toml import without_empty
from hatch_claimed.languages.registry import suffixes
from hatch_claimed.system.tree import Tree, seen_from_root

PATTERN = "**/*.cfg"
KEYS = frozenset(
    {
        "gridwrapper", "cos", "process", "backend", "repository", "version", "additional_files",
        "dockerfile_template_path", "log_level",
    }
)  # fmt: skip
_TRUE = frozenset({"true", "1", "yes", "y"})
_LINE = re.compile(r"\s*(?P<key>[A-Za-z_-]+)\s*[=:]\s*(?P<value>.*?)\s*")


def cfg_files(tree: Tree) -> Declarations:
    """What all `.cfg` files that belong to a script say."""
    return Declarations.of(_of_file(tree, path) for path in tree.glob(PATTERN))


def read_cfg(text: str) -> dict[str, str]:
    """The pairs of a file, without quotes around values; empty for a file that is none of C3's."""
    pairs: dict[str, str] = {}
    for line in text.splitlines():
        if not line.strip() or line.lstrip().startswith(("#", ";")):
            continue
        found = _LINE.fullmatch(line)
        if not found or (key := found["key"].lower().replace("-", "_")) not in KEYS:
            return {}
        pairs[key] = found["value"].strip("'\"")
    return pairs


def _of_file(tree: Tree, path: PurePosixPath) -> Declarations:
    script = next((path.with_suffix(s) for s in suffixes() if tree.is_file(path.with_suffix(s))), None)
    said = read_cfg((tree.try_read(path) or b"").decode(errors="replace"))
    if not said:
        return Declarations()
    if script is None:
        return Declarations(notes=(Note(str(path), "belongs to no script beside it"),))
    files, notes = _files(tree, path, said.get("additional_files", ""))
    base, base_notes = base_of(tree, path.parent, said.get("dockerfile_template_path"), str(path))
    operator = without_empty(
        {"repository": said.get("repository"), "version": said.get("version"), "base-image": base, "files": files}
    )
    declaration = Declaration(place=str(path), script=script, operator=operator, wrapper=_wrapper(said))
    return Declarations((declaration,), (*notes, *base_notes))


def _wrapper(said: Mapping[str, str]) -> dict[str, str] | None:
    if said.get("gridwrapper", "").lower() not in _TRUE:
        return None
    # the coordinator that `cos` names moves the data as well
    cos = said.get("cos", "").lower() in _TRUE
    backend = "legacy_cos" if cos else BACKENDS.get(said.get("backend", "local"), "")
    process = said.get("process", "")
    pairs = {"backend": backend, "process": process}
    return {key: value for key, value in pairs.items() if value not in {"", "local", "grid_process"}}


def _files(tree: Tree, path: PurePosixPath, text: str) -> tuple[tuple[str, ...], tuple[Note, ...]]:
    found, notes = [], []
    for name in _names(text):
        pattern = str(seen_from_root(path.parent / name))
        if tree.glob(pattern):
            found.append(pattern)
        elif tree.glob(name):
            found.append(name)
        else:
            notes.append(Note(str(path), f"names the additional file {name}, which is not there"))
    return tuple(dict.fromkeys(found)), tuple(notes)


def _names(text: str) -> tuple[str, ...]:
    """Names between blanks or commas, or a list as JSON and Python write it."""
    if text.startswith("["):
        try:
            return tuple(str(one) for one in json.loads(text.replace("'", '"')))
        except ValueError:
            text = text.strip("[]")
    return tuple(name.strip("'\"") for name in re.split(r"[\s,;]+", text) if name.strip("'\""))
