"""A folder `data` in the current folder, which plain scripts mean by `data/…`, and operators do not."""

import pytest

from hatch_claimed.running.arguments import OperatorArguments
from hatch_claimed.running.data_folder import DataFolder, names_inner


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data/a.csv").touch()
    (tmp_path / "data/both.csv").touch()
    (tmp_path / "both.csv").touch()
    return tmp_path


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("data/a.csv", True),
        ("data", True),
        ("x.csv data/a.csv", True),
        # where the operator looks for it, it is there
        ("data/both.csv", False),
        ("data/none.csv", False),
        ("data/../data/a.csv", False),
        ("a.csv", False),
        ("", False),
    ],
)
@pytest.mark.parametrize("by", ["argument", "variable"])
def test_a_value_names_what_the_operator_does_not_see(operator, folder, value, expected, by):
    arguments = OperatorArguments({"word": value} if by == "argument" else {})
    environment = {"word": value} if by == "variable" else {}
    assert names_inner(operator(), arguments, environment, DataFolder(folder, is_shared=True)) is expected
    assert not names_inner(operator(), arguments, environment, DataFolder(folder, is_shared=False))
