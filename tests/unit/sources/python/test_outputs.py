from __future__ import annotations

import pytest

from hatch_claimed.model import Finding, Output, Parameter


@pytest.mark.parametrize(
    "script",
    [
        "os.environ['out'] = path\n",
        "import os as o; o.environ['out'] = path\n",
        "from os import environ as e; e['out'] = path\n",
        "os.environ['out']: str = path\n",
        "a = os.environ['out'] = path\n",
    ],
)
def test_an_assignment_is_an_output(expect, script):
    expect(f"path = find() + '.csv'; {script}", outputs=(Output(name="out", description=None, line=1),))


def test_an_output_inside_of_a_function(expect):
    script = "def save(name):\n    os.environ['out'] = f'{name}.csv'\n"
    expect(script, outputs=(Output(name="out", description=None, line=2),))


def test_an_output_set_twice_is_one(expect):
    script = "os.environ['out'] = 'a/'\n# the result\nos.environ['out'] = 'b/'\nos.environ['b'] = 'c/'\n"
    outputs = (
        Output(name="out", description="the result", line=1),
        Output(name="b", description=None, line=4, path="c/"),
    )
    expect(script, outputs=outputs)


def test_what_was_read_before_is_no_output(expect):
    finding = Finding(
        code="CLM024",
        severity="warning",
        message="'x' is set here and read in line 1: it is a parameter, and no output.",
        remedy="Set another name, `os.environ['x_result'] = …`, if it is the path of a result.",
        path="jobs/my script.py",
        line=2,
    )
    parameter = Parameter(name="x", type="String", default="d", required=False, description=None, line=1)
    expect("y = os.getenv('x', 'd')\nos.environ['x'] = 'a'", parameters=(parameter,), findings=(finding,))


@pytest.mark.parametrize(
    "script",
    [
        "os.environ['x'] = os.getenv('x', 'd')",
        "os.environ['x'] = (\n    os.environ.get('x', 'd')\n)",
    ],
)
def test_a_statement_reads_before_it_sets(read, script):
    reading = read(script)
    assert [parameter.name for parameter in reading.interface.parameters] == ["x"]
    assert reading.interface.outputs == ()
    assert [finding.code for finding in reading.findings] == ["CLM024"]


@pytest.mark.parametrize(
    "script",
    [
        "os.environ['x'] = './a'\nopen(os.environ['x'], 'w')",
        "os.environ['x'] = './a'\nopen(os.getenv('x', 'elsewhere'), 'w')\nos.environ['x'] = './b'",
        "os.environ['x'] = './a'; save(os.environ['x'])\nwith open(os.environ['x']) as f:\n    int(os.environ['x'])",
    ],
)
def test_a_script_may_look_up_where_it_saves_its_own_result(expect, script):
    path = None if "./b" in script else "./a"
    expect(script, outputs=(Output(name="x", description=None, line=1, path=path),))


@pytest.mark.parametrize(
    ("script", "path"),
    [
        ("os.environ['x'] = 'out/a.csv'", "out/a.csv"),
        ("folder = 'out'\nos.environ['x'] = f'{folder}/a.csv'", "out/a.csv"),
        ("os.environ['x']: str = 'a.' + 'csv'", "a.csv"),
        ("y = os.environ['x'] = 'a.csv'", "a.csv"),
        ("os.environ['x'] = 'a.csv'\nos.environ['x'] = 'a' '.csv'", "a.csv"),
        ("os.environ['x'] = 'a.csv'\nos.environ['x'] = 'b.csv'", None),
        ("os.environ['x'] = 'a.csv'\nos.environ['x'] = find()", None),
        ("os.environ['x'] = find()", None),
        ("folder = os.path.join('out', find())\nos.environ['x'] = folder + '/a.csv'", None),
        ("os.environ['x'] = os.path.join('out', 'a.csv')", "out/a.csv"),
        ("out = Path('out')\nos.environ['x'] = str(out / 'a.csv')", "out/a.csv"),
        ("out = Path('out')\nout = Path('in')\nos.environ['x'] = str(out / 'a.csv')", None),
        ("os.environ['x'] = 'a.csv' if y else 'b.csv'", None),
        ("os.environ['x'], y = 'a.csv', 2", None),
        ("for os.environ['x'] in ('a.csv', 'b.csv'): pass", None),
    ],
)
def test_the_path_that_a_script_sets(read, script, path):
    [output] = read(script).interface.outputs
    assert output.path == path
