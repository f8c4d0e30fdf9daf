"""Taking the broken operators out of a project changes no byte of what is made of the others."""

import json
import tempfile
from pathlib import Path

import pytest
from broken_ways import FINE, WAYS, write
from hypothesis import given, settings
from hypothesis import strategies as st

from hatch_claimed.building.build import BuildRequest, load

SCRIPTS = {
    "plain": FINE.format(3),
    "installs": '"""Counts rows."""\n# pip install numpy\nimport os\nimport helper\nimport numpy\nos.environ["out"] = "a.csv"\n',
    "shares": '"""Counts lines."""\n# pip install pandas\nimport os\nimport helper\nx = os.environ["x"]\n',
}
TABLES = {
    "plain": '[tool.claimed.grid-wrappers.plain]\nparameters = { n = "{batch}" }\n'
    "[tool.claimed.workflows.flow.steps.plain]\n[tool.claimed.workflows.many.steps.gw-plain.parameters]\n"
    'gw_coordinator_path = "x"\ngw_batch_file = "y"\n',
    "installs": '[tool.claimed.operators.installs]\nimages = "build"\nresources.limits.memory = "1Gi"\n',
    "shares": "",
}


def planned(fine, ways):
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write(root, {name: SCRIPTS[name] for name in fine}, ways, "".join(TABLES[name] for name in fine))
        (root / "operators/helper.py").write_text("x = 1\n")
        (root / "pyproject.toml").write_text(
            (root / "pyproject.toml").read_text().replace("images", 'exclude = ["operators/helper.py"]\nimages', 1)
        )
        return load(BuildRequest(root=root, directory=root / "dist"))


@given(st.sets(st.sampled_from(sorted(SCRIPTS)), min_size=1), st.sets(st.sampled_from(sorted(WAYS)), min_size=1))
@settings(max_examples=15)
def test_the_files_of_the_others_stay_equal(fine, ways):
    with_broken, without = planned(sorted(fine), sorted(ways)), planned(sorted(fine), [])
    assert without.errors == ()
    assert {one.name for one in with_broken.project.broken} == {WAYS[way][1].partition(".")[0] for way in ways}
    files = {file.path: file for file in with_broken.files}
    catalog = next(path for path in files if path.name == "catalog.json")
    document = json.loads(files.pop(catalog).content)
    assert len(document.pop("broken")) == len(ways)
    others = {file.path: file for file in without.files}
    assert document == json.loads(others.pop(catalog).content)
    assert files == others
    assert with_broken.hashes == without.hashes


@pytest.mark.parametrize("way", list(WAYS))
def test_each_way_is_an_error_of_its_own(way):
    code, name, _, _ = WAYS[way]
    (broken,) = planned(["plain"], [way]).project.broken
    assert (broken.name, {one.code for one in broken.findings}) == (name.partition(".")[0], {code})
