from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from sample_findings import FINDINGS, findings, lines

from hatch_claimed.checks.formats import GitHubFormat
from hatch_claimed.checks.formats.format import ordered

EXPECTED = """\
::error file=operators/caf\\udce9%2C 50%25%3Ax.py,line=1,col=1,title=CLM010::is no Python:%0A  \x1b[31mred%0ACorrect it.
::warning file=operators/plot.ipynb,title=CLM040::cell 3, line 2: Nothing installs 'cv2'.%0AWrite `# pip install opencv-python`.
::notice file=operators/train.py,title=CLM060::50%25 of it, or less: «déjà vu»
::error file=operators/train.py,line=3,col=19,title=CLM022::The default of 'threshold' is computed.%0AWrite a constant.
::warning file=operators/train.py,line=12,title=CLM024::'x' is read too, so it is no output.%0AGive the output another name:%0A%0A    os.environ['result'] = path"""


def test_findings():
    assert GitHubFormat().render(FINDINGS, lines) == EXPECTED


def test_no_findings():
    assert GitHubFormat().render([], lines) == ""


def test_a_notebook_finding_without_a_line_names_its_cell():
    finding = replace(FINDINGS[3], line=None, column=None, message="Stored outputs.", remedy="Clear them.")
    assert GitHubFormat().render([finding], lines) == (
        "::warning file=operators/plot.ipynb,title=CLM040::cell 3: Stored outputs.%0AClear them."
    )


def test_what_looks_escaped_is_escaped_again():
    finding = replace(FINDINGS[1], path="a%2C%250A.py", message="a%0Ab", remedy="")
    assert GitHubFormat().render([finding], lines) == (
        "::error file=a%252C%25250A.py,line=3,col=19,title=CLM022::a%250Ab"
    )


@given(st.lists(findings))
def test_a_runner_reads_it_back(found):
    output = GitHubFormat().render(found, lines)
    # a runner ends lines at these alone
    commands = output.replace("\r", "\n").split("\n") if output else []
    assert [run(command) for command in commands] == [expected(finding) for finding in ordered(found)]


def expected(finding):
    names = {"error": "error", "warning": "warning", "hint": "notice"}
    in_script = finding.cell is None and finding.line is not None
    properties = {
        "file": finding.path,
        "line": str(finding.line) if in_script else None,
        "col": str(finding.column) if in_script and finding.column is not None else None,
        "title": finding.code,
    }
    place = "" if finding.cell is None else f"cell {finding.cell}: "
    if finding.cell is not None and finding.line is not None:
        place = f"cell {finding.cell}, line {finding.line}: "
    message = place + finding.message
    data = f"{message}\n{finding.remedy}" if message and finding.remedy else message + finding.remedy
    return (
        names[finding.severity],
        {name: encoded(value) for name, value in properties.items() if value is not None},
        encoded(data),
    )


def encoded(text):
    return "".join(f"\\u{ord(c):04x}" if "\ud800" <= c <= "\udfff" else c for c in text)


def run(command):
    """What a runner makes of a command: `::`, the name, properties between commas, `::`, and data."""
    assert command.startswith("::")
    head, _, data = command[2:].partition("::")
    name, _, properties = head.partition(" ")
    pairs = (pair.partition("=") for pair in properties.split(","))
    return (
        name,
        {
            key: unescaped(value, {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"})
            for key, _, value in pairs
        },
        unescaped(data, {"%0D": "\r", "%0A": "\n", "%25": "%"}),
    )


def unescaped(text, signs):
    for escaped, sign in signs.items():
        text = text.replace(escaped, sign)
    return text
