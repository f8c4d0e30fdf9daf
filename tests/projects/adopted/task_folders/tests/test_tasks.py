import ast
import pathlib

import pytest

ROOT = pathlib.Path(__file__).parents[1]


@pytest.mark.parametrize("path", sorted(ROOT.glob("*/task.py")), ids=lambda path: path.parent.name)
def test_it_parses(path):
    ast.parse(path.read_text())
