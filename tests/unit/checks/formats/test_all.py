import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_findings import FINDINGS, findings, lines, texts

from hatch_claimed.checks.formats import FORMATS
from hatch_claimed.checks.formats.format import ordered
from hatch_claimed.model import Finding


def test_formats_by_name():
    assert list(FORMATS) == ["text", "json", "github", "sarif"]


@pytest.mark.parametrize("name", FORMATS)
def test_the_order_of_findings_does_not_show(name):
    outputs = {FORMATS[name].render(order, lines) for order in itertools.permutations(FINDINGS)}
    assert len(outputs) == 1


@given(st.lists(findings), st.none() | texts, st.sampled_from(sorted(FORMATS)))
def test_any_findings_become_text_that_a_file_can_hold(found, line, name):
    output = FORMATS[name].render(found, lambda finding: line)
    assert output.encode().decode() == output


def test_order_is_by_path_cell_line_column_and_code():
    def finding(path, cell=None, line=None, column=None, code="CLM010"):
        return Finding(
            code=code, severity="error", message="", remedy="", path=path, line=line, column=column, cell=cell
        )

    expected = [
        finding("a.py"),
        finding("a.py", code="CLM011"),
        finding("a.py", line=2),
        finding("a.py", line=2, column=1, code="CLM012"),
        finding("a.py", line=2, column=3),
        finding("a.py", line=10),
        finding("b.ipynb"),
        finding("b.ipynb", cell=2, line=9),
        finding("b.ipynb", cell=10, line=1),
    ]
    assert ordered(expected[::-1]) == expected
