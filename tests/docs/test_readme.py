"""The README is read in three minutes: what more there is to say stands in the pages."""

from markdown_blocks import ROOT, commands


def test_it_is_short():
    assert len((ROOT / "README.md").read_bytes()) <= 9000


def test_what_it_lets_a_newcomer_try():
    """`.ci/bare` runs these two, where nothing but Python, pip and git is."""
    tries = [one.text for one in commands("README.md") if one.program == "python3.11"]
    assert [text.rpartition(" ")[2] for text in tries] == ["example", "tests"]
