"""`%run other.ipynb`: runs the cells of another notebook, which travels into the image as it is."""

from __future__ import annotations

import json
import linecache
import os
import re
import shlex
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

_INSTALLS = re.compile(
    r"^(\s*)[!%]\s*(?:python[\d.]*\s+-m\s+)?(?:pip|conda|mamba|uv)[\d.]*\s.*\binstall\b(?:.*\\\n)*.*$", re.MULTILINE
)


def register(shell: Any) -> None:
    """Let the shell's `%run` take notebooks without `nbformat`, which IPython needs for them.

    Files are also found from the notebook's own folder, where Jupyter starts.
    """
    plainly = shell.find_line_magic("run")

    def run(line: str) -> object:
        words = _words(line)
        place, path = _file(words)
        if path.lower().endswith(".ipynb"):
            _run(path, shell)
            return None
        if path:
            line = shlex.join([*words[:place], path, *words[place + 1 :]])
        return plainly(line)

    shell.register_magic_function(run, "line", "run")


def _words(line: str) -> list[str]:
    try:
        return shlex.split(line)
    except ValueError:
        return []


def _file(words: list[str]) -> tuple[int, str]:
    """Where the file stands among the arguments, and its path if it is one that only the own folder leads to."""
    place = next((place for place, word in enumerate(words) if not word.startswith("-")), 0)
    if not words or any(word in ("-m", "-N") for word in words[:place]):
        return 0, ""
    path = os.path.expanduser(words[place])
    beside = os.path.join(os.path.dirname(sys.argv[0]), path)
    if not os.path.exists(path) and os.path.exists(beside):
        return place, beside
    return place, path if path.lower().endswith(".ipynb") else ""


def _run(path: str, shell: Any) -> None:
    """Run the code cells in the notebook's own namespace, as `%run` does. What they install is there already."""
    namespace = shell.user_ns
    before = {"__file__": namespace["__file__"]} if "__file__" in namespace else {}
    namespace["__file__"] = path
    try:
        for number, source in _cells(path):
            name = f"{os.path.basename(path)}, cell {number}"
            text = shell.transform_cell(_INSTALLS.sub(_passed, source))
            linecache.cache[name] = (len(text), None, text.splitlines(keepends=True), name)
            exec(compile(text, name, "exec", dont_inherit=True), namespace)  # noqa: S102 (it is the user's own code)
    finally:
        namespace.pop("__file__", None)
        namespace.update(before)


def _passed(command: re.Match[str]) -> str:
    """What does nothing, over as many lines."""
    return f"{command[1]}pass" + "\n" * (command[0].count("\n") - command[1].count("\n"))


def _cells(path: str) -> Iterator[tuple[int, str]]:
    """The number and the text of each code cell that holds something."""
    with open(path, encoding="utf-8-sig") as file:
        document = json.load(file)
    cells = document["cells"] if "cells" in document else [c for s in document["worksheets"] for c in s["cells"]]
    for number, cell in enumerate(cells, 1):
        source = cell.get("source", cell.get("input", ""))
        text = source if isinstance(source, str) else "".join(source)
        if cell.get("cell_type") == "code" and text.strip():
            yield number, text
