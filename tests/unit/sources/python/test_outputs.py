from __future__ import annotations

import pytest

from hatch_claimed.model import Finding, Output, Parameter


@pytest.mark.parametrize(
    "script",
    [
        "os.environ['out'] = 'a.csv'\n",
        "import os as o; o.environ['out'] = path\n",
        "from os import environ as e; e['out'] = path\n",
        "os.environ['out']: str = path\n",
        "a = os.environ['out'] = path\n",
        "a, os.environ['out'] = 1, path\n",
    ],
)
def test_an_assignment_is_an_output(expect, script):
    expect(script, outputs=(Output(name="out", description=None, line=1),))


def test_an_output_inside_of_a_function(expect):
    expect("def save():\n    os.environ['out'] = path\n", outputs=(Output(name="out", description=None, line=2),))


def test_an_output_set_twice_is_one(expect):
    script = "os.environ['out'] = 'a'\n# the result\nos.environ['out'] = 'b'\nos.environ['b'] = 'c'\n"
    outputs = (
        Output(name="out", description="the result", line=1),
        Output(name="b", description=None, line=4),
    )
    expect(script, outputs=outputs)


@pytest.mark.parametrize("read_line", [1, 2])
def test_what_is_read_too_is_no_output(expect, read_line):
    lines = ["os.environ['x'] = 'a'", "os.environ['x'] = 'a'"]
    lines[read_line - 1] = "y = os.getenv('x', 'd')"
    finding = Finding(
        code="CLM024",
        severity="warning",
        message=f"'x' is set here and read in line {read_line}: it is a parameter, and no output.",
        remedy="Set another name, `os.environ['x_result'] = …`, if it is the path of a result.",
        path="jobs/my script.py",
        line=3 - read_line,
    )
    parameter = Parameter(name="x", type="String", default="d", required=False, description=None, line=read_line)
    expect("\n".join(lines), parameters=(parameter,), findings=(finding,))
