"""What is wrong is said in one line, with exit code 2, before the user's code starts; the same from every launcher."""

import pytest

from hatch_claimed.model import Output, Parameter

MARK = {
    "python": "open('started', 'w').close()\n",
    "notebook": "open('started', 'w').close()\n",
    "r": "file.create('started')\n",
}
PARAMETERS = (
    Parameter(name="input_path", type="String", default=None, required=True, description=None, line=1),
    Parameter(name="count", type="Integer", default=5, required=False, description=None, line=2),
    Parameter(name="ratio", type="Float", default=0.5, required=False, description=None, line=3),
    Parameter(name="flag", type="Boolean", default=False, required=False, description=None, line=4),
    Parameter(name="api_token", type="Integer", default=None, required=False, description=None, line=5),
)
OUTPUTS = (Output(name="result", description=None, line=6),)
KNOWN = "this operator has input_path, count, ratio, flag, api_token, log_level, result"


@pytest.mark.parametrize(
    ("arguments", "environment", "line"),
    [
        (
            [],
            {},
            "no value for input_path: set it as an argument (--input_path VALUE) "
            "or as an environment variable (docker run -e input_path=VALUE)",
        ),
        (
            ["--count", "five"],
            {"input_path": "x"},
            "--count must be an Integer, not 'five': write a whole number such as 5",
        ),
        (
            [],
            {"input_path": "x", "count": "5.5"},
            "environment variable count must be an Integer, not '5.5': write a whole number such as 5",
        ),
        (["ratio=half"], {"input_path": "x"}, "--ratio must be a Float, not 'half': write a number such as 0.5"),
        (
            ["--flag=maybe"],
            {"input_path": "x"},
            "--flag must be a Boolean, not 'maybe': write true or false (or yes/no, on/off, 1/0)",
        ),
        (
            ["--api_token", "hunter2"],
            {"input_path": "x"},
            "--api_token must be an Integer: write a whole number such as 5",
        ),
        (["--cuont", "7"], {"input_path": "x"}, f"unknown parameter 'cuont': did you mean --count? {KNOWN}"),
        (["input-path=x"], {"input_path": "x"}, f"unknown parameter 'input-path': did you mean --input_path? {KNOWN}"),
        (["--entirely-else=7"], {"input_path": "x"}, f"unknown parameter 'entirely-else': {KNOWN}"),
        (["--count"], {"input_path": "x"}, "--count has no value: write --count VALUE"),
        (
            ["--count", "a\nb"],
            {"input_path": "x"},
            "--count must be an Integer, not 'a\\nb': write a whole number such as 5",
        ),
    ],
)
def test_one_clear_line_and_exit_code_2(built, arguments, environment, line):
    built.lay_out(parameters=PARAMETERS, outputs=OUTPUTS, content=MARK[built.kind])
    assert built.run(*arguments, **environment) == (2, "", f"claimed: {line}\n")
    assert not (built.root / "started").exists()


@pytest.mark.parametrize("name", ["count", "ratio", "flag"])
@pytest.mark.parametrize("given", ["argument", "environment"])
def test_the_value_of_a_declared_secret_is_never_shown(built, name, given):
    built.lay_out(parameters=PARAMETERS, content=MARK[built.kind], secrets=["count", "ratio", "flag"])
    arguments = [f"--{name}", "hunter2"] if given == "argument" else []
    status, out, error = built.run(*arguments, input_path="x", **({} if arguments else {name: "hunter2"}))
    assert (status, out) == (2, "")
    assert error.startswith(f"claimed: {'--' if arguments else 'environment variable '}{name} must be a")
    assert "hunter2" not in error


def test_help_shows_no_default_of_a_declared_secret(built):
    built.lay_out(parameters=PARAMETERS, secrets=["ratio"])
    status, out, _ = built.run("--help")
    assert status == 0
    assert [line.split()[2] for line in out.splitlines() if line.startswith(("  --count", "  --ratio"))] == [
        "default",
        "optional",
    ]


@pytest.mark.parametrize("kind", ["String", "Integer", "Float", "Boolean"])
def test_a_job_in_which_nobody_wrote_a_required_value_is_refused(built, kind):
    """`value: ''` is what the generated Job holds for it."""
    needed = Parameter(name="needed", type=kind, default=None, required=True, description=None, line=1)
    built.lay_out(parameters=(needed,), content=MARK[built.kind])
    assert built.run(needed="") == (
        2,
        "",
        "claimed: no value for needed: set it as an argument (--needed VALUE) "
        "or as an environment variable (docker run -e needed=VALUE)\n",
    )
    assert not (built.root / "started").exists()


def test_nothing_is_said_of_what_is_right(built):
    built.lay_out(parameters=PARAMETERS, outputs=OUTPUTS, content=MARK[built.kind])
    assert built.run("--input_path", "x", "--count", "7")[0] == 0
    assert (built.root / "started").exists()
