import ast
from pathlib import Path

import hatch_claimed
from hatch_claimed.checks.formats.private import SECRET_WORDS
from hatch_claimed.runtime.python.claimed_launcher import messages

PACKAGE = Path(hatch_claimed.__file__).parent


def test_what_the_launcher_hides_is_hidden_in_reports_too():
    assert set(messages.SECRET_WORDS) <= set(SECRET_WORDS)


def test_nothing_imports_what_travels_into_images():
    importers = [
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("hatch_claimed.runtime")
    ]
    assert importers == []
