"""Numbers that stand in one place for the tool, in one for each launcher, and on a page."""

import re
from pathlib import Path

import pytest

from hatch_claimed.artifacts.kfp import TEXT_OUTPUTS
from hatch_claimed.model.limits import LONGEST_VALUE

ROOT = Path(__file__).parents[2]
RUNTIME = ROOT / "hatch_claimed" / "runtime"
LAUNCHER = RUNTIME / "python" / "claimed_launcher"


@pytest.mark.parametrize(
    ("file", "written"),
    [
        (LAUNCHER / "outputs.py", f"\nLONGEST_VALUE = {LONGEST_VALUE:_}\n"),
        (RUNTIME / "r" / "launcher.R", f"\nLONGEST_VALUE <- {LONGEST_VALUE}\n"),
        (LAUNCHER / "program.py", f'\nTEXTS = "{TEXT_OUTPUTS}"\n'),
        (RUNTIME / "r" / "run", f"\n_claimed_texts=${{{TEXT_OUTPUTS}-}}\nunset {TEXT_OUTPUTS}\n"),
    ],
    ids=lambda one: getattr(one, "name", ""),
)
def test_launchers_have_the_same(file, written):
    assert written in file.read_text(encoding="utf-8")


def test_so_do_the_pages():
    for name in ("artifacts", "workflows", "settings", "rules"):
        page = (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")
        assert set(re.findall(r"\b131,07[1-9]", page)) == {f"{LONGEST_VALUE:,}"}
