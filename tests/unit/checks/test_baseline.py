import json
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hatch_claimed.checks.baseline import Baseline, BaselineError, KnownFinding, baseline_of, known_by, read_baseline
from hatch_claimed.checks.rules.project import RULES
from hatch_claimed.model import Finding


def finding(message="m", code="CLM041", path="operators/a.py", severity="warning", **place):
    return Finding(code=code, severity=severity, message=message, remedy="r", path=path, **place)


def test_the_file_holds_a_line_for_each_message():
    findings = [finding("b", line=9), finding("a"), finding("b", line=2), finding("c", "CLM023", "operators/Ä.ipynb")]
    assert (
        baseline_of(findings).text()
        == """\
{
  "version": 1,
  "findings": {
    "operators/a.py": {
      "CLM041": {
        "a": 1,
        "b": 2
      }
    },
    "operators/Ä.ipynb": {
      "CLM023": {
        "c": 1
      }
    }
  }
}
"""
    )
    assert baseline_of([]).text() == '{\n  "version": 1,\n  "findings": {}\n}\n'


def test_neither_lines_nor_cells_nor_severity_matter():
    known = finding("'n' is read again in line 12 of cell 3", line=4, column=2, cell=5)
    moved = replace(
        known, line=40, column=8, cell=6, message="'n' is read again in line 17 of cell 4", severity="error"
    )
    assert known_by(moved) == KnownFinding("operators/a.py", "CLM041", "'n' is read again in line … of cell …")
    assert baseline_of([known]).new([moved]) == ()
    assert baseline_of([known]).mended([moved]) == Counter()


@pytest.mark.parametrize(
    "other",
    [finding(path="operators/b.py"), finding(code="CLM040"), finding("'n' has 12 rows")],
    ids=lambda one: one.code,
)
def test_path_rule_and_message_do(other):
    known = finding("'n' has 11 rows")
    assert baseline_of([known]).new([other]) == (other,)
    assert baseline_of([known]).mended([other]) == Counter({known_by(known): 1})


def test_equal_findings_are_counted():
    known = baseline_of([finding(line=3), finding(line=5)])
    more = [finding(line=line) for line in (9, 1, 3)]
    assert known.new(more) == (finding(line=9),)
    assert known.mended(more) == Counter()
    assert known.mended([finding()]) == Counter({known_by(finding()): 1})


def test_a_part_and_the_rest():
    found = baseline_of([finding(path=path) for path in ("a/x.py", "a/b/y.py", "ab/z.py", "pyproject.toml")])

    def paths(baseline):
        return [one.path for one in baseline.counts]

    assert paths(found.below(["a"])) == ["a/x.py", "a/b/y.py"]
    assert paths(found.below(["a"], inside=False)) == ["ab/z.py", "pyproject.toml"]
    assert paths(found.below(["a/b", "pyproject.toml"])) == ["a/b/y.py", "pyproject.toml"]
    assert (found.below([]), found.below([], inside=False)) == (found, Baseline())


def document(findings, **more):
    return json.dumps({"version": 1, "findings": findings, **more})


@pytest.mark.parametrize(
    ("text", "said", "line"),
    [
        ("", "is no JSON: Expecting value", 1),
        ('{\n  "version": 1,\n<<<<<<< HEAD\n', "is no JSON: Expecting property name enclosed in double quotes", 3),
        ("[" * 100_000, "is no JSON that a baseline could be", None),
        (f'{{"version": {"1" * 5000}}}', "is no JSON that a baseline could be", None),
        ("[]", "has no object for the file", None),
        ("{}", "has the version None, and this hatch-claimed reads 1", None),
        ('{"version": 2}', "has the version 2, and this hatch-claimed reads 1", None),
        ('{"version": true, "findings": {}}', "has the version True, and this hatch-claimed reads 1", None),
        ('{"version": 1}', "has no object for `findings`", None),
        (document({}, b=1, a=1), "holds 'a', where a baseline has `version` and `findings`", None),
        (document({"a.py": ["CLM041"]}), "has no object for 'a.py'", None),
        (document({"a.py": {"E501": {}}}), "has 'E501' below 'a.py', which is no code of a rule", None),
        (document({"a.py": {"CLM041": "m"}}), "has no object for CLM041 of 'a.py'", None),
        *[
            (document({"a.py": {"CLM041": {"m": n}}}), "has no number of 1 or more for 'm', CLM041 of 'a.py'", None)
            for n in (0, -1, 1.5, "1", True, None)
        ],
        ('{"version": 1, "findings": {"a.py": {}, "a.py": {}}}', "has 'a.py' twice in one place", None),
    ],
)
def test_what_is_no_baseline(text, said, line):
    with pytest.raises(BaselineError) as caught:
        read_baseline(text)
    assert (str(caught.value), caught.value.line) == (said, line)


findings = st.lists(
    st.builds(
        finding,
        st.text(st.characters(), max_size=4) | st.sampled_from(["line 3", "cell 4 x"]),
        st.sampled_from(["CLM001", "CLM041"]),
        st.sampled_from(["a.py", "b/c.py", "b/\udcff.py", '"\\.py']),
        line=st.none() | st.integers(1, 9),
    ),
    max_size=6,
)


@given(findings, findings)
def test_what_is_written_is_read_back_and_accepts_just_that(before, now):
    written = baseline_of(before)
    read = read_baseline(written.text().encode().decode())
    assert read == written
    assert read.new(before) == ()
    assert read.mended(before) == Counter()
    new = read.new(now)
    assert set(new) <= set(now)
    # what is accepted and what is new are all that there is
    assert Counter(map(known_by, new)) == Counter(map(known_by, now)) - read.counts
    assert Counter(map(known_by, now)) - Counter(map(known_by, new)) == read.counts - read.mended(now)


def test_the_examples_of_the_rule_are_a_wrong_and_a_right_one():
    (rule,) = (one for one in RULES if one.code == "CLM128")
    with pytest.raises(BaselineError):
        read_baseline(rule.bad)
    assert read_baseline(rule.good).text() != ""
