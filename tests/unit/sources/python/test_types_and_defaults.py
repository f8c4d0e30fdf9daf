from __future__ import annotations

from dataclasses import replace

import pytest

from hatch_claimed.model import Finding, Parameter


def parameter(kind, default, *, required=False, line=1, name="x"):
    return Parameter(name=name, type=kind, default=default, required=required, description=None, line=line)


def finding(code, message, remedy, severity="error", line=1):
    return Finding(code=code, severity=severity, message=message, remedy=remedy, path="jobs/my script.py", line=line)


@pytest.mark.parametrize(
    ("read_of_x", "expected"),
    [
        ("int(os.getenv('x', 5))", parameter("Integer", 5)),
        ("int(os.getenv('x', '5'))", parameter("Integer", 5)),
        ("int(os.environ['x'])", parameter("Integer", None, required=True)),
        ("int(os.getenv('x', None))", parameter("Integer", None)),
        ("float(os.getenv('x', 1e-4))", parameter("Float", 1e-4)),
        ("float(os.getenv('x', 1))", parameter("Float", 1.0)),
        ("float(os.getenv('x', 'inf'))", parameter("Float", float("inf"))),
        ("bool(os.getenv('x', False))", parameter("Boolean", False)),
        ("bool(os.getenv('x', 'True'))", parameter("Boolean", True)),
        ("bool(os.getenv('x', 'on'))", parameter("Boolean", True)),
        ("bool(os.getenv('x', ''))", parameter("Boolean", False)),
        ("bool(os.getenv('x', 0))", parameter("Boolean", False)),
        ("bool(os.getenv('x', 1))", parameter("Boolean", True)),
        ("os.getenv('x', 5)", parameter("String", "5")),
        ("os.getenv('x', True)", parameter("String", "True")),
        ("os.getenv('x', None)", parameter("String", None)),
        ("os.getenv('x', 'None')", parameter("String", "None")),
        ("os.getenv('x', '')", parameter("String", "")),
        ("str(os.getenv('x', 'd'))", parameter("String", "d")),
        ("json.loads(os.getenv('x', '{}'))", parameter("String", "{}")),
        ("int(os.getenv('x', '7').strip())", parameter("String", "7")),
        ("int(os.getenv('x', '7'), 16)", parameter("String", "7")),
        ("int(os.getenv('x', '7') or 3)", parameter("Integer", 7)),
        ("numpy.int(os.getenv('x', '7'))", parameter("String", "7")),
    ],
)
def test_type_and_default(expect, read_of_x, expected):
    expect(f"y = {read_of_x}\n", parameters=(expected,))


@pytest.mark.parametrize("text", ["NO", "False", "0", "off", " "])
def test_a_default_that_bool_takes_for_true(expect, text):
    expect(
        f"y = bool(os.getenv('x', {text!r}))\n",
        parameters=(replace(parameter("Boolean", False), misread=True),),
        findings=(
            finding(
                "CLM023",
                "The default of 'x' says no, which bool makes True of; the operator takes it for False.",
                "Write `bool(os.getenv('x', False))`.",
                "warning",
            ),
        ),
    )


@pytest.mark.parametrize(
    ("default", "expected"),
    [
        ("60*60", "3600"),
        ("-1", "-1"),
        ("1e-4", "0.0001"),
        ("'a' 'b'", "ab"),
        ("'a' + \"b\"", "ab"),
        ("str(5)", "5"),
        ("f'{FOLDER}/x'", "data/x"),
        ("FOLDER + '/' + str(SIZE * 2)", "data/20"),
        ("SIZE", "10"),
        ("NOTHING", None),
    ],
)
def test_constant_defaults(expect, default, expected):
    script = f"FOLDER = 'data'\nSIZE: int = 5 + 5\nNOTHING = None\ny = os.getenv('x', {default})\n"
    expect(script, parameters=(parameter("String", expected, line=4),))


@pytest.mark.parametrize(
    "rebinding",
    [
        "D = 2",
        "D += 1",
        "for D in []: pass",
        "del D",
        "import D",
        "from m import a as D",
        "from m import *",
        "def D(): pass",
        "class D: pass",
        "def f():\n    [(D := x) for x in y]",
        "def f():\n    global D",
        "(D := 3)",
        "with a as D: pass",
        "try: pass\nexcept E as D: pass",
        "match a:\n    case [D, *_]: pass",
        "match a:\n    case {**D}: pass",
        "D, E = 1, 2",
    ],
)
def test_a_name_that_is_bound_again_is_no_constant(read, rebinding):
    reading = read(f"D = 1\n{rebinding}\ny = int(os.getenv('x', D))\n")
    assert [finding.code for finding in reading.findings] == ["CLM022"]
    assert [(p.default, p.required) for p in reading.interface.parameters] == [(None, False)]


@pytest.mark.parametrize("script", ["if a:\n    D = 1\n", "def f():\n    D = 1\n", "D = f()\n", "D, = 1,\n", ""])
def test_a_name_that_is_no_constant_of_the_module(read, script):
    reading = read(f"{script}y = os.getenv('x', D)\n")
    assert [finding.code for finding in reading.findings] == ["CLM022"]


@pytest.mark.parametrize(
    "default", ["os.getcwd()", "{1}", "b'x'", "a or b", "10**10**10", "'a' * 10**9", "*rest", "1j"]
)
def test_a_computed_default_is_a_warning_with_the_line_to_write(expect, default):
    expect(
        f"y = os.getenv('x', {default})\n",
        parameters=(parameter("String", None),),
        findings=(
            finding(
                "CLM022",
                "The default of 'x' is computed, which artifacts cannot show: it is optional without a value.",
                "Write a constant, `os.getenv('x', '')`; or `os.getenv('x', None)`, and compute the value"
                " in a line below when it is None.",
                "warning",
            ),
        ),
    )


@pytest.mark.parametrize(
    ("default", "text"), [("[1, 'key']", "[…]"), ("()", "[…]"), ("{'a': 1}", "{…}"), ("[f()]", "[…]")]
)
def test_a_list_or_mapping_as_default_is_to_be_json(read, default, text):
    (found,) = read(f"y = os.getenv('x', {default})\n").findings
    assert (found.code, found.severity) == ("CLM022", "warning")
    assert found.remedy == f"Write it as text that is JSON, `json.loads(os.getenv('x', '{text}'))`."


@pytest.mark.parametrize(
    ("read_of_x", "kind", "remedy"),
    [
        ("int(os.getenv('x', 5.7))", "Integer", "Write `int(os.getenv('x', 5))`, or `float(os.getenv('x', 5.7))`."),
        ("int(os.getenv('x', 5.0))", "Integer", "Write `int(os.getenv('x', 5))`, or `float(os.getenv('x', 5.0))`."),
        ("int(os.getenv('x', ''))", "Integer", None),
        ("int(os.getenv('x', True))", "Integer", "Write `int(os.getenv('x', 1))`."),
        ("float(os.getenv('x', 'much'))", "Float", None),
        ("bool(os.getenv('x', 'perhaps'))", "Boolean", None),
        ("bool(os.getenv('x', 5))", "Boolean", "Write `bool(os.getenv('x', False))`."),
    ],
)
def test_a_default_that_does_not_fit_its_cast(expect, read_of_x, kind, remedy):
    example = {
        "Integer": "int(os.getenv('x', 0))",
        "Float": "float(os.getenv('x', 0.0))",
        "Boolean": "bool(os.getenv('x', False))",
    }
    uncast = f"Write `{example[kind]}`, or take the cast away: `os.getenv('x', '')`."
    expect(
        f"y = {read_of_x}\n",
        parameters=(parameter(kind, None),),
        findings=(finding("CLM023", f"The default of 'x' does not fit its type {kind}.", remedy or uncast),),
    )


@pytest.mark.parametrize("default", [r"'a\0b'", r"'\ud800'"])
def test_a_default_that_no_environment_variable_can_hold(expect, default):
    expect(
        f"y = os.getenv('x', {default})\n",
        parameters=(parameter("String", None),),
        findings=(
            finding(
                "CLM023",
                "The default of 'x' holds characters that an environment variable cannot hold.",
                "Write `os.getenv('x', '')`.",
            ),
        ),
    )


@pytest.mark.parametrize(
    "inner",
    [
        "def f(D): pass",
        "def f():\n    D = 2\n    return D",
        "class C:\n    D = 2",
        "g = lambda D: D",
        "g = [D for D in x]",
        "def f():\n    def D(): pass",
    ],
)
def test_a_variable_of_an_inner_scope_is_another_one(expect, inner):
    script = f"{inner}\nD = 1\na = int(os.getenv('a', D))\n"
    expect(script, parameters=(parameter("Integer", 1, line=script.count("\n"), name="a"),))


@pytest.mark.parametrize("inner", ["def f(D):\n    return os.getenv('a', D)", "f = lambda D: os.getenv('a', D)"])
def test_a_variable_of_an_inner_scope_hides_the_module_s(read, inner):
    reading = read(f"D = 1\n{inner}\n")
    assert [(one.name, one.default) for one in reading.interface.parameters] == [("a", None)]
    assert [finding.code for finding in reading.findings] == ["CLM022"]


def test_a_function_may_use_the_module_s_constant(read):
    reading = read("D = 1\ndef f(E):\n    return int(os.getenv('a', D))\n")
    assert [(one.name, one.default) for one in reading.interface.parameters] == [("a", 1)]
