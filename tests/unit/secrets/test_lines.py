import ast
from pathlib import Path

import pytest

import hatch_claimed
from hatch_claimed.model.secrets.lines import may_hold_secret
from hatch_claimed.runtime.python.claimed_launcher import messages

PACKAGE = Path(hatch_claimed.__file__).parent


@pytest.mark.parametrize("word", messages.SECRET_WORDS)
def test_what_the_launcher_hides_is_hidden_in_reports_too(word):
    assert may_hold_secret(f"{word} = 'hunter'")


@pytest.mark.parametrize(
    "line",
    [
        "smtp_pass = 'Blue7Sparrow'",
        "db_pw <- 'Blue7Sparrow'",
        "store.open('Kd83jf0sLq2mVz71Wm5x')",
        "dsn = 'host=db user=reader password=Blue7Sparrow'",
        "headers = {'Authorization': 'Bearer q0w9E8r7T6y5U4i3O2p1'}",
    ],
)
def test_lines_that_nobody_should_see(line):
    assert may_hold_secret(line)


@pytest.mark.parametrize(
    "line", ["frame = pd.read_csv('sales_2021.csv')", "model = load('resnet50-v1.5')", "low_x = 5"]
)
def test_lines_that_everybody_may_see(line):
    assert not may_hold_secret(line)


def test_nothing_imports_what_travels_into_images():
    importers = [
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("hatch_claimed.runtime")
    ]
    assert importers == []
