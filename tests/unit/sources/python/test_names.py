from __future__ import annotations

import pytest

from hatch_claimed.model import Finding, Parameter
from hatch_claimed.sources.names import legal_name, name_finding

COMPUTED = Finding(
    code="CLM025",
    severity="warning",
    message="A parameter has a computed name, which cannot be known.",
    remedy="Write it as text, `os.getenv('threshold')`, if it is a parameter.",
    path="jobs/my script.py",
    line=2,
)


@pytest.mark.parametrize(
    ("name", "suggested"),
    [
        ("api key", "api_key"),
        ("input_filename ", "input_filename"),
        ("9lives", "_9lives"),
        ("größe", "gr_e"),
        ("", "_"),
    ],
)
def test_an_illegal_name_is_shown_quoted_and_left_out(expect, name, suggested):
    finding = Finding(
        code="CLM020",
        severity="error",
        message=f"{name!r} cannot be the name of an environment variable.",
        remedy=f"Write {suggested!r}: letters, digits and underscores, not beginning with a digit.",
        path="jobs/my script.py",
        line=1,
    )
    expect(f"x = os.getenv({name!r}, 'd')\n", findings=(finding,))
    expect(f"os.environ[{name!r}] = 'd'\n", findings=(finding,))


def test_suggested_names_are_legal():
    assert name_finding(legal_name("Ünï cödé-1 "), "p", 1, None) is None


@pytest.mark.parametrize(
    ("before", "name"),
    [
        ("PREFIX = 'my'", "PREFIX + '_x'"),
        ("PREFIX = 'my'", "f'{PREFIX}_x'"),
        ("NAME = 'my_x'", "NAME"),
        ("", "'my' '_x'"),
    ],
)
def test_a_constant_name(expect, before, name):
    parameter = Parameter(name="my_x", type="String", default="d", required=False, description=None, line=2)
    expect(f"{before}\ny = os.getenv({name}, 'd')\n", parameters=(parameter,))


@pytest.mark.parametrize(
    "call", ["os.getenv(name)", "os.environ[name + 'x']", "os.environ.get(*pair)", "os.getenv(5)", "os.getenv()"]
)
def test_a_computed_name_is_a_warning(expect, call):
    expect(f"\ny = {call}\n", findings=(COMPUTED,))


def test_a_computed_name_of_an_output_is_a_warning(expect):
    finding = Finding(
        code="CLM025",
        severity="warning",
        message="An output has a computed name, which cannot be known.",
        remedy="Write it as text, `os.environ['result'] = …`, if it is an output.",
        path="jobs/my script.py",
        line=2,
    )
    expect("for key in given:\n    os.environ[key] = given[key]\n", findings=(finding,))
