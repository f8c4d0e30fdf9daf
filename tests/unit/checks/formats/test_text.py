import click
from hypothesis import given
from hypothesis import strategies as st
from sample_findings import FINDINGS, findings, lines, texts

from hatch_claimed.checks.formats import TextFormat
from hatch_claimed.model import Finding

EXPECTED = """\
operators/caf\\udce9, 50%:x.py:1:1: error CLM010: is no Python:
      \\x1b[31mred
help: Correct it.

operators/plot.ipynb:cell 3:2:8: warning CLM040: Nothing installs 'cv2'.
2 | import cv2
  |        ^
help: Write `# pip install opencv-python`.

operators/train.py: hint CLM060: 50% of it, or less: «déjà vu»

operators/train.py:3:19: error CLM022: The default of 'threshold' is computed.
3 | threshold = float(os.environ.get('threshold', compute()))
  |                   ^
help: Write a constant.

operators/train.py:12: warning CLM024: 'x' is read too, so it is no output.
12 |     os.environ['x'] = '世界'
help: Give the output another name:

          os.environ['result'] = path

2 errors, 2 warnings, 1 hint"""


def test_findings():
    assert TextFormat().render(FINDINGS, lines) == EXPECTED


def test_colours():
    bold, red, yellow, cyan, blue, off = (f"\x1b[{code}m" for code in (1, 31, 33, 36, 34, 0))
    assert TextFormat(colour=True).render([FINDINGS[1], FINDINGS[3]], lines) == "\n".join(
        [
            f"{bold}operators/plot.ipynb:cell 3:2:8{off}: {yellow}{bold}warning CLM040{off}: Nothing installs 'cv2'.",
            f"{blue}{bold}2 |{off} import cv2",
            f"{blue}{bold}  |{off}        {yellow}{bold}^{off}",
            f"{cyan}{bold}help{off}: Write `# pip install opencv-python`.",
            "",
            f"{bold}operators/train.py:3:19{off}: {red}{bold}error CLM022{off}: The default of 'threshold' is computed.",
            f"{blue}{bold}3 |{off} threshold = float(os.environ.get('threshold', compute()))",
            f"{blue}{bold}  |{off}                   {red}{bold}^{off}",
            f"{cyan}{bold}help{off}: Write a constant.",
            "",
            f"{bold}1 error, 1 warning{off}",
        ]
    )


def test_nothing_is_said_of_no_findings():
    assert TextFormat().render([], lines) == ""
    assert TextFormat(colour=True).render([], lines) == ""


def test_the_source_is_asked_for_only_where_there_is_a_line():
    asked = []
    TextFormat().render(FINDINGS, asked.append)
    assert [finding.line for finding in asked] == [1, 2, 3, 12]


@given(st.lists(findings), st.none() | texts)
def test_nothing_steers_the_terminal(found, line):
    output = TextFormat().render(found, lambda finding: line)
    assert all(character.isprintable() for character in output.replace("\n", ""))
    assert all(text == text.rstrip() for text in output.split("\n"))


@given(st.lists(findings), st.none() | texts)
def test_colour_adds_only_colour(found, line):
    def show(finding):
        return line

    assert click.unstyle(TextFormat(colour=True).render(found, show)) == TextFormat().render(found, show)


def test_no_finding_shows_a_line_where_another_tells_of_a_secret():
    def finding(code, line):
        return Finding(code=code, severity="error", message="m", remedy="", path="a.py", line=line, column=5)

    source = ["    'hunter2',", "    'plain',"]
    found = [finding("CLM062", 1), finding("CLM070", 1), finding("CLM070", 2)]
    assert TextFormat(every=True).render(found, lambda finding: source[finding.line - 1]) == (
        "a.py:1:5: error CLM062: m\n\na.py:1:5: error CLM070: m\n\n"
        "a.py:2:5: error CLM070: m\n2 |     'plain',\n  |     ^\n\n3 errors"
    )
