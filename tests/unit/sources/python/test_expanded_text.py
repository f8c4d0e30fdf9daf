"""`os.path.expandvars` reads the variables that its text names."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "script",
    [
        "import os\nprint(os.path.expandvars('$HOME/x/${stage}/$run_id.csv'))\n",
        "from os.path import expandvars as e\nprint(e('$stage/${run_id}'))\n",
        "import os.path as p\nFOLDER = '/data/$stage'\nprint(p.expandvars(FOLDER + '/$run_id'))\n",
    ],
)
def test_the_variables_of_a_constant_text_are_optional_parameters(read, script):
    reading = read(script)
    assert [(one.name, one.type, one.default, one.required) for one in reading.interface.parameters] == [
        ("stage", "String", None, False),
        ("run_id", "String", None, False),
    ]
    assert [one.code for one in reading.findings if one.severity != "hint"] == []


def test_what_python_says_of_the_variable_counts(read):
    script = "import os\nstage = int(os.getenv('stage', 5))\npath = os.path.expandvars('/data/$stage')\n"
    reading = read(script)
    assert [(one.name, one.type, one.default) for one in reading.interface.parameters] == [("stage", "Integer", 5)]
    assert reading.findings == ()


def test_the_comment_above_describes_it(read):
    script = "import os\n# where the tables lie\npath = os.path.expandvars('$stage')\n"
    assert [one.description for one in read(script).interface.parameters] == ["where the tables lie"]


@pytest.mark.parametrize(
    ("text", "names"),
    [("path", []), ("f'{base}/$stage'", ["stage"]), ("sys.argv[1]", []), ("'a' if b else c", [])],
)
def test_a_text_that_is_not_known_is_told(read, text, names):
    reading = read(f"import os, sys\nprint(os.path.expandvars({text}))\n")
    assert [(one.code, one.severity, one.line) for one in reading.findings] == [("CLM113", "warning", 2)]
    assert [one.name for one in reading.interface.parameters] == names


def test_what_a_parameter_holds_is_the_affair_of_the_caller(read):
    script = "import os\npath = os.path.expandvars(os.getenv('path', '$stage/x'))\n"
    reading = read(script)
    assert [(one.name, one.default) for one in reading.interface.parameters] == [("stage", None), ("path", "$stage/x")]
    assert reading.findings == ()


@pytest.mark.parametrize("text", ["costs $5", "100 $", "plain"])
def test_what_names_no_variable_is_a_text(read, text):
    reading = read(f"import os\nprint(os.path.expandvars({text!r}))\n")
    assert (reading.findings, reading.interface.parameters) == ((), ())


def test_what_the_script_sets_itself_is_not_asked(read):
    script = "import os\nos.environ['OMP_NUM_THREADS'] = '1'\nos.environ['a'] = 'x.csv'\nos.path.expandvars('$a')\n"
    assert read(script).interface.parameters == ()
