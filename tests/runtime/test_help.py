"""`--help`: the same text from every launcher, to the letter."""

import pytest

from hatch_claimed.model import Output, Parameter

DESCRIPTION = """\
Counts "words", and says, in a line that is longer than eighty columns, what it's for: 日本語, 😀.

  - a list, whose items are indented and may be so long that they do not fit on a line
\tA tab, a \\backslash, \x1b[31mred\x07 and \u202eturned.
https://example.org/an/address/that/is/much/longer/than/a/line/and/stays/whole/so/that/it/can/be/copied end
"""


def parameter(name, type_="String", default=None, *, required=False, description=None):
    return Parameter(name=name, type=type_, default=default, required=required, description=description, line=1)


PARAMETERS = (
    parameter("input_path", required=True, description='Where the text, or "corpus", lies.\n\nA second paragraph.'),
    parameter("n", "Integer", 5, description="How many of the words to show in the table that is made."),
    parameter("ratio", "Float", 1e-4),
    parameter("flag", "Boolean", False, description="Whether."),
    parameter("separator", default=" , ", description="What stands between."),
    parameter("odd", default="a\nb\t\x1b\u2028'é😀'", description="  Odd.  "),
    parameter("empty", default="", description="NA"),
    parameter("NA", default="NA", description="TRUE"),
    parameter("address", default="https://example.org/words.csv", description="Too wide for its column."),
    parameter("batch_file", default="cos://key:hunter2/@s3.example.org/bucket", description="Holds a secret."),
    parameter("db_password", default="hunter2", description="Not shown."),
    parameter("a_name_that_is_too_wide_for_its_column", required=True, description="Below."),
)
OUTPUTS = (
    Output(name="result", description="The table, as CSV.", line=1),
    Output(name="other", description=None, line=2),
)

EXPECTED = """\
Counts "words", and says, in a line that is longer than eighty columns, what
it's for: 日本語, 😀.

  - a list, whose items are indented and may be so long that they do not fit on
  a line
    A tab, a \\backslash, \\x1b[31mred\\x07 and \\u202eturned.
https://example.org/an/address/that/is/much/longer/than/a/line/and/stays/whole/so/that/it/can/be/copied
end

Runs script.py. Parameters are set as --name value, as name=value, or as
environment variables.

Parameters:
  --input_path   String   required        Where the text, or "corpus", lies.

                                          A second paragraph.
  --n            Integer  default 5       How many of the words to show in the
                                          table that is made.
  --ratio        Float    default 0.0001
  --flag         Boolean  default False   Whether.
  --separator    String   default ' , '   What stands between.
  --odd          String   default a\\nb\\t\\x1b\\u2028'é😀'
                                          Odd.
  --empty        String   optional        NA
  --NA           String   default NA      TRUE
  --address      String   default https://example.org/words.csv
                                          Too wide for its column.
  --batch_file   String   optional        Holds a secret.
  --db_password  String   optional        Not shown.
  --a_name_that_is_too_wide_for_its_column  String   required
                                          Below.
  --log_level    String   default INFO    Log level: DEBUG, INFO, WARNING, ERROR
                                          or CRITICAL.

Outputs:
  --result  PATH  The table, as CSV.
  --other   PATH

A PATH says where to put the file; if it ends in /, the file goes into that
folder.
What follows a bare -- reaches the script as its own arguments.
"""
NARROW = """\
Counts the words of a text and says so.

Runs script.py. Parameters are set as
--name value, as name=value, or as
environment variables.

Parameters:
  --input_path  String   required
      Where the text, or "corpus", lies.

      A second paragraph.
  --n           Integer  default 5
      How many of the words to show in
      the table that is made.
  --log_level   String   default INFO
      Log level: DEBUG, INFO, WARNING,
      ERROR or CRITICAL.

Outputs:
  --result  PATH  The table, as CSV.
  --other   PATH

A PATH says where to put the file; if it
ends in /, the file goes into that
folder.
What follows a bare -- reaches the
script as its own arguments.
"""


def expected(text, kind):
    return text.replace("script.py", {"r": "script.R", "notebook": "script.ipynb"}.get(kind, "script.py"))


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"LC_ALL": "C"},
        {"LC_ALL": "C.UTF-8", "COLUMNS": "80"},
        {"COLUMNS": "wide"},
        {"COLUMNS": "-50"},
        {"COLUMNS": "100000"},
        {"PYTHONIOENCODING": "latin-1"},
    ],
)
def test_help(built, environment):
    built.lay_out(DESCRIPTION, PARAMETERS, OUTPUTS, "the script does not run (")
    assert built.run("--help", **environment) == (0, expected(EXPECTED, built.kind), "")


@pytest.mark.parametrize("columns", ["40", "39", "0"])
def test_help_in_a_narrow_terminal(built, columns):
    built.lay_out("Counts the words of a text and says so.", PARAMETERS[:2], OUTPUTS)
    assert built.run("-h", COLUMNS=columns) == (0, expected(NARROW, built.kind), "")


def test_help_of_an_operator_that_says_nothing_of_itself(built):
    built.lay_out(" \n\t\n")
    text = """\
Runs script.py. Parameters are set as --name value, as name=value, or as
environment variables.

Parameters:
  --log_level  String  default INFO  Log level: DEBUG, INFO, WARNING, ERROR or
                                     CRITICAL.

What follows a bare -- reaches the script as its own arguments.
"""
    assert built.run("--help") == (0, expected(text, built.kind), "")


@pytest.mark.parametrize("paragraph", ['Ends "here", with a 😀. ' * 400, "a,\"b\"\n'c' \\n #d\n" * 700])
def test_help_with_a_description_of_10_kb(built, paragraph):
    assert len(paragraph.encode()) > 10_000
    built.lay_out(paragraph)
    code, out, err = built.run("--help", LC_ALL="C", COLUMNS="72")
    shown = out[: out.index("\n\nRuns script.")]
    assert (code, err) == (0, "")
    assert shown.split() == paragraph.split()
    assert max(len(line) + line.count("😀") for line in shown.splitlines()) <= 72


def test_help_asks_for_no_value_and_a_long_default_is_cut(built):
    built.lay_out(parameters=[parameter("text", default="é" * 201), parameter("other", default="é" * 200)])
    code, out, err = built.run("--help", text="x")
    assert (code, err) == (0, "")
    assert f"default {'é' * 200}…\n" in out
    assert f"default {'é' * 200}\n" in out


def test_what_looks_like_a_secret_is_not_shown_either(built):
    shape = "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"
    built.lay_out(parameters=[parameter("smtp_pass", default="hunter2"), parameter("hub", default=shape)])
    status, out, _ = built.run("--help")
    assert status == 0
    assert "hunter2" not in out
    assert shape not in out
    built.lay_out(parameters=[parameter("band_pass", default="hunter2")])
    assert "hunter2" in built.run("--help")[1]
