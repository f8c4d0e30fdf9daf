import json
from dataclasses import asdict

from hypothesis import given
from hypothesis import strategies as st
from sample_findings import FINDINGS, findings, lines

from hatch_claimed.checks.formats import JsonFormat
from hatch_claimed.checks.formats.format import ordered
from hatch_claimed.checks.links import link

EXPECTED = """\
[
  {
    "code": "CLM010",
    "severity": "error",
    "message": "is no Python:\\n  \\u001b[31mred",
    "remedy": "Correct it.",
    "path": "operators/caf\\udce9, 50%:x.py",
    "line": 1,
    "column": 1,
    "cell": null,
    "url": "https://github.com/hatch-claimed/hatch-claimed/blob/main/docs/rules.md#clm010"
  },
  {
    "code": "CLM040",
    "severity": "warning",
    "message": "Nothing installs 'cv2'.",
    "remedy": "Write `# pip install opencv-python`.",
    "path": "operators/plot.ipynb",
    "line": 2,
    "column": 8,
    "cell": 3,
    "url": "https://github.com/hatch-claimed/hatch-claimed/blob/main/docs/rules.md#clm040"
  },
  {
    "code": "CLM060",
    "severity": "hint",
    "message": "50% of it, or less: «déjà vu»",
    "remedy": "",
    "path": "operators/train.py",
    "line": null,
    "column": null,
    "cell": null,
    "url": "https://github.com/hatch-claimed/hatch-claimed/blob/main/docs/rules.md#clm060"
  },
  {
    "code": "CLM022",
    "severity": "error",
    "message": "The default of 'threshold' is computed.",
    "remedy": "Write a constant.",
    "path": "operators/train.py",
    "line": 3,
    "column": 19,
    "cell": null,
    "url": "https://github.com/hatch-claimed/hatch-claimed/blob/main/docs/rules.md#clm022"
  },
  {
    "code": "CLM024",
    "severity": "warning",
    "message": "'x' is read too, so it is no output.",
    "remedy": "Give the output another name:\\n\\n    os.environ['result'] = path",
    "path": "operators/train.py",
    "line": 12,
    "column": null,
    "cell": null,
    "url": "https://github.com/hatch-claimed/hatch-claimed/blob/main/docs/rules.md#clm024"
  }
]"""


def test_findings():
    assert JsonFormat().render(FINDINGS, lines) == EXPECTED


def test_no_findings():
    assert JsonFormat().render([], lines) == "[]"


@given(st.lists(findings))
def test_it_reads_back(found):
    output = JsonFormat().render(found, lines)
    assert json.loads(output) == [
        {key: joined(value) for key, value in asdict(finding).items() if key != "about"} | {"url": link(finding.code)}
        for finding in ordered(found)
    ]
    assert output.replace("\n", "").isprintable()


def joined(value):
    """Text as JSON has it: a pair of surrogates is one character, however it came about."""
    if not isinstance(value, str):
        return value
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
