"""Names that were probably meant; where there are none, a remedy lists what there is."""

import pytest

from hatch_claimed.model.similar import closest, meant


@pytest.mark.parametrize(
    ("name", "known", "expected"),
    [
        ("num_value", ["log_level", "num_values"], "num_values"),
        ("NUM-VALUES", ["num_values"], "num_values"),
        ("wheel_path", ["version", "wheel-path"], "wheel-path"),
        ("count", ["Count"], "Count"),
        ("proces", ["preprocess", "process"], "process"),
        ("abcde", ["abcyz"], "abcyz"),
        ("abcd", ["abyz"], None),
        ("anything", [], None),
    ],
)
def test_the_closest_name(name, known, expected):
    assert closest(name, known, folded=True) == expected


def test_case_counts_where_it_is_not_folded():
    assert closest("LOG_LEVEL", ["log_level"]) is None
    assert closest("log_lvl", ["log_level"]) == "log_level"


def test_a_remedy_names_the_closest_or_all():
    assert meant("stop", ["step", "other"], "Steps are") == "Did you mean `step`?"
    assert meant("start", ["one", "two"], "Steps are") == "Steps are one, two."
    assert meant("start", [], "Steps are") == "Steps are none."
