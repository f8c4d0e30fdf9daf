"""The table of settings in docs/building.md says what the reference says."""

import json
import re

from markdown_blocks import ROOT

from hatch_claimed.settings.reference import reference
from hatch_claimed.settings.tables.claimed import ClaimedTable, OperatorTable
from hatch_claimed.settings.tables.deploy import DeployTable
from hatch_claimed.settings.value_types import keys

PAGE = (ROOT / "docs" / "building.md").read_text(encoding="utf-8")
PROJECT, OPERATOR, DEPLOY = ({key.name for key in keys(of)} for of in (ClaimedTable, OperatorTable, DeployTable))


def rows():
    """Key, whether it is starred, and the default, of each row."""
    table = PAGE.partition("\n## Settings\n")[2].partition("\n\n## ")[0]
    found = []
    for line in re.findall(r"^\| (`.+)\|.*\|$", table, flags=re.MULTILINE):
        names, _, default = line.partition(" | ")
        found += [(name, bool(star), default.strip(" |")) for name, star in re.findall(r"`([a-z-]+)`( \*)?", names)]
    return found


def test_it_names_all_keys_and_no_others():
    named = {name for name, _, _ in rows()}
    assert named <= PROJECT | OPERATOR
    assert PROJECT - DEPLOY - {"operators"} <= named


def test_it_marks_those_that_operators_may_set():
    assert {name for name, starred, _ in rows() if starred} == {name for name, _, _ in rows()} & OPERATOR


def test_defaults_are_those_of_the_reference():
    project = reference().partition("\n## `[tool.claimed.check]`")[0]
    sections = {part.partition("`")[0]: " ".join(part.split()) for part in project.split("\n### `")[1:]}
    exact = {name: default.strip("`") for name, _, default in rows() if re.fullmatch("`[^`]+`", default)}
    assert set(exact) == {
        "images",
        "keep-going",
        "locked",
        "modules",
        "pin-images",
        "platforms",
        "python",
        "r-base-image",
    }
    for name, default in exact.items():
        [value] = json.loads(default) if default.startswith("[") else [default]
        assert f" Default: `{value}`." in sections[name]
