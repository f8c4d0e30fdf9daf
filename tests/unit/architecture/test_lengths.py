"""Files are shorter than 300 lines and functions than 40, as CONTRIBUTING says. Ruff counts their branches."""

import ast
import re

from architecture_page import ROOT

WORDS = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
FILE, FUNCTION = map(int, re.search(r"Files are shorter than (\d+) lines, functions than (\d+)", WORDS).groups())
LONGER = {
    # taking lines out of it makes new images of all R scripts: it waits for a change that does so anyway
    "hatch_claimed/runtime/r/launcher.R",
}


def sources():
    found = [path for package in ROOT.glob("*/__init__.py") for path in package.parent.rglob("*") if path.is_file()]
    return [path for path in found if "__pycache__" not in path.parts]


def test_files():
    lengths = {path.relative_to(ROOT).as_posix(): len(path.read_bytes().splitlines()) for path in sources()}
    assert len(lengths) > 100
    assert {path for path, length in lengths.items() if length >= FILE} == LONGER


def test_functions():
    too_long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in sources()
        if path.suffix == ".py"
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno - node.lineno + 1 >= FUNCTION
    ]
    assert not too_long
