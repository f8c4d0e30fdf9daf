from __future__ import annotations

import pytest

from hatch_claimed.model import Finding, Parameter


def parameter(kind="String", default="a", *, required=False, description=None):
    return Parameter(name="x", type=kind, default=default, required=required, description=description, line=1)


def finding(message):
    return Finding(
        code="CLM021",
        severity="error",
        message=message,
        remedy="Give both the same cast and the same default, or read it once and use the variable in the other place.",
        path="jobs/my script.py",
        line=3,
    )


@pytest.mark.parametrize("other", ["os.getenv('x', 'a')", "os.environ.get('x', default='a' '')"])
def test_the_same_read_twice_is_one_parameter(expect, other):
    expect(f"y = os.getenv('x', 'a')\n\nz = {other}\n", parameters=(parameter(),))


def test_the_first_description_counts(expect):
    script = "y = os.getenv('x', 'a')\n# this\nz = os.getenv('x', 'a')\n# that\nz = os.getenv('x', 'a')\n"
    expect(script, parameters=(parameter(description="this"),))


def test_a_default_is_compared_as_what_it_means(expect):
    script = "y = int(os.getenv('x', 5))\nz = int(os.getenv('x', '5'))\n"
    expect(script, parameters=(parameter("Integer", 5),))


@pytest.mark.parametrize(
    ("first", "second", "expected", "message"),
    [
        (
            "os.getenv('x', 'a')",
            "os.getenv('x', 'b')",
            parameter(),
            "'x' is read as String with a default in line 1, but as String with a default in line 3.",
        ),
        (
            "os.getenv('x', '5')",
            "int(os.getenv('x', '5'))",
            parameter(default="5"),
            "'x' is read as String with a default in line 1, but as Integer with a default in line 3.",
        ),
        (
            "os.getenv('x')",
            "os.getenv('x', 'a')",
            parameter(default=None, required=True),
            "'x' is read as String without default in line 1, but as String with a default in line 3.",
        ),
        (
            "os.getenv('x', 'a')",
            "os.environ['x']",
            parameter(),
            "'x' is read as String with a default in line 1, but as String without default in line 3.",
        ),
        (
            "os.getenv('x', None)",
            "os.getenv('x')",
            parameter(default=None),
            "'x' is read as String with a default in line 1, but as String without default in line 3.",
        ),
        (
            "float(os.getenv('x', 1))",
            "float(os.getenv('x', 'nan'))",
            parameter("Float", 1.0),
            "'x' is read as Float with a default in line 1, but as Float with a default in line 3.",
        ),
    ],
)
def test_reads_that_disagree(expect, first, second, expected, message):
    expect(f"y = {first}\n\nz = {second}\n", parameters=(expected,), findings=(finding(message),))


def test_equal_computed_defaults_agree(read):
    reading = read("y = os.getenv('x', f())\nz = os.getenv('x', f())\n")
    assert [finding.code for finding in reading.findings] == ["CLM022"]


def test_different_computed_defaults_disagree(read):
    reading = read("y = os.getenv('x', f())\nz = os.getenv('x', g())\n")
    assert [(finding.code, finding.line) for finding in reading.findings] == [("CLM022", 1), ("CLM021", 2)]
