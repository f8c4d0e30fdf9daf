from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hatch_claimed.adopt.cfg import KEYS, cfg_files, read_cfg
from hatch_claimed.adopt.declarations import Declaration, Note


@pytest.mark.parametrize(
    ("text", "operator", "wrapper"),
    [
        ("repository=quay.io/x\nversion = 0.2\n", {"repository": "quay.io/x", "version": "0.2"}, None),
        ("additional_files=b.json data\nlog_level=DEBUG\n", {"files": ("ops/b.json", "ops/data")}, None),
        ("additional_files=b.json, data\n", {"files": ("ops/b.json", "ops/data")}, None),
        ("additional_files=['b.json', \"data\"]\n", {"files": ("ops/b.json", "ops/data")}, None),
        ("additional_files=ops/b.json\n", {"files": ("ops/b.json",)}, None),
        ("gridwrapper=true\n", {}, {}),
        ("gridwrapper=True\ncos=true\nprocess=work\n", {}, {"backend": "legacy_cos", "process": "work"}),
        ("gridwrapper=false\nprocess=work\nversion='1'\n", {"version": "1"}, None),
    ],
)
def test_pairs_become_settings(tree, text, operator, wrapper):
    found = cfg_files(tree({"ops/a.py": "", "ops/b.json": "", "ops/data/x": "", "ops/a.cfg": text}))
    assert found.declarations == (
        Declaration(place="ops/a.cfg", script=PurePosixPath("ops/a.py"), operator=operator, wrapper=wrapper),
    )
    assert found.notes == ()


@pytest.mark.parametrize("text", ["", "[flake8]\nmax-line-length = 3\n", "version=1\nother=2\n", "version\n"])
def test_files_of_other_tools_are_none(tree, text):
    found = cfg_files(tree({"a.py": "", "a.cfg": text}))
    assert (found.declarations, found.notes) == ((), ())


def test_what_cannot_be_taken_over_is_told(tree):
    found = cfg_files(tree({"a.py": "", "a.cfg": "additional_files=b.json", "c.cfg": "version=1"}))
    assert found.notes == (
        Note("a.cfg", "names the additional file b.json, which is not there"),
        Note("c.cfg", "belongs to no script beside it"),
    )


@given(st.dictionaries(st.sampled_from(sorted(KEYS)), st.from_regex(r"[a-z0-9./ -]*[a-z0-9]", fullmatch=True)))
def test_pairs_come_back(pairs):
    text = "".join(f"{key} = {value}\n" for key, value in pairs.items())
    assert read_cfg(text) == {key: value.strip() for key, value in pairs.items()}
