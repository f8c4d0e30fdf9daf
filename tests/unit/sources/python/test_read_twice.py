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
            "'x' is read as String with the default 'a' in line 1, but as String with the default 'b' in line 3.",
        ),
        (
            "os.getenv('x', '5')",
            "int(os.getenv('x', '5'))",
            parameter(default="5"),
            "'x' is read as String with the default '5' in line 1, but as Integer with the default 5 in line 3.",
        ),
        (
            "os.getenv('x')",
            "os.getenv('x', 'a')",
            parameter(default=None, required=True),
            "'x' is read as String without default in line 1, but as String with the default 'a' in line 3.",
        ),
        (
            "os.getenv('x', 'a')",
            "os.environ['x']",
            parameter(),
            "'x' is read as String with the default 'a' in line 1, but as String without default in line 3.",
        ),
        (
            "os.getenv('x', None)",
            "os.getenv('x')",
            parameter(default=None),
            "'x' is read as String with the default None in line 1, but as String without default in line 3.",
        ),
        (
            "float(os.getenv('x', 1))",
            "float(os.getenv('x', 'nan'))",
            parameter("Float", 1.0),
            "'x' is read as Float with the default 1.0 in line 1, but as Float with the default nan in line 3.",
        ),
    ],
)
def test_reads_that_disagree(expect, first, second, expected, message):
    expect(f"y = {first}\n\nz = {second}\n", parameters=(expected,), findings=(finding(message),))


@pytest.mark.parametrize(
    ("name", "first", "second", "told"),
    [
        ("db_password", "'abracadabra'", "'opensesame'", ("with a default", "with a default")),
        ("api_key", "'abracadabra'", "os.getcwd()", ("with a default", "with a computed default")),
        (
            "store",
            "'s3://user:abracadabra@host/a'",
            "'s3://host/a'",
            ("with a default", "with the default 's3://host/a'"),
        ),
        ("text", "'a' * 200", "'b'", ("with a default", "with the default 'b'")),
    ],
)
def test_a_message_shows_no_secret_and_no_long_text(read, name, first, second, told):
    found = read(f"y = os.getenv({name!r}, {first})\nz = os.getenv({name!r}, {second})\n").findings
    (message,) = [one.message for one in found if one.code == "CLM021"]
    assert message == f"{name!r} is read as String {told[0]} in line 1, but as String {told[1]} in line 2."


def test_equal_computed_defaults_agree(read):
    reading = read("y = os.getenv('x', f())\nz = os.getenv('x', f())\n")
    assert [finding.code for finding in reading.findings] == ["CLM022"]


def test_different_computed_defaults_disagree(read):
    reading = read("y = os.getenv('x', f())\nz = os.getenv('x', g())\n")
    assert [(finding.code, finding.line) for finding in reading.findings] == [("CLM022", 1), ("CLM021", 2)]


@pytest.mark.parametrize(
    ("script", "expected", "line"),
    [
        pytest.param(
            "get = os.environ.get\ny = os.getenv('x', 'a')\nz = get('x', 'b')\n", ("String", "a", False), 3, id="alias"
        ),
        pytest.param(
            "env = os.environ\nz = int(env.get('x', 1))\ny = os.getenv('x', 'a')\n",
            ("String", "a", False),
            3,
            id="the direct read counts, wherever it stands",
        ),
        pytest.param(
            "def read(name):\n    return os.getenv(name)\ny = read('x')\nz = os.getenv('x', 'a')\n",
            ("String", "a", False),
            4,
            id="function",
        ),
        pytest.param(
            "env = dict(os.environ)\ny = env.get('x', 'a')\nz = env.get('x', 'b')\n",
            ("String", None, False),
            3,
            id="copy",
        ),
        pytest.param(
            "y = int(os.environ.get('x'))\nfor n in ('x', 'z'):\n    print(os.environ.get(n))\n",
            ("Integer", None, True),
            3,
            id="loop",
        ),
        pytest.param("y = os.getenv('x') or 'a'\n\nz = os.getenv('x')\n", ("String", "a", False), 3, id="or"),
        pytest.param(
            "y = os.getenv('x') or 'a'\n\nz = os.getenv('x') or 'b'\n", ("String", None, False), 3, id="two defaults"
        ),
    ],
)
def test_what_only_the_code_around_says_is_no_error(read, script, expected, line):
    reading = read(script)
    (x,) = (one for one in reading.interface.parameters if one.name == "x")
    assert (x.type, x.default, x.required) == expected
    assert [(one.code, one.severity, one.line) for one in reading.findings] == [("CLM021", "warning", line)]


@pytest.mark.parametrize(
    ("script", "found"),
    [
        ("env = os.environ\ny = int(env.get('x', ''))\n", ("CLM023", "warning", 2)),
        ("for n in ('a b', 'x'):\n    y = os.getenv(n, '')\n", ("CLM020", "warning", 2)),
        ("if 'x' not in os.environ:\n    os.environ['x'] = 'a'\ny = int(os.environ['x'])\n", ("CLM023", "warning", 2)),
    ],
)
def test_what_is_only_found_by_following_is_no_error(read, script, found):
    reading = read(script)
    assert [(one.code, one.severity, one.line) for one in reading.findings] == [found]
    assert [one.name for one in reading.interface.parameters] == ["x"]
