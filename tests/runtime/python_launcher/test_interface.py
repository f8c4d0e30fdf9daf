"""Arguments, environment, exit codes and messages."""

import os
import shutil
from pathlib import Path

import pytest

PRINT = """
    import os
    print({n: os.environ[n] for n in ("text", "count", "ratio", "debug", "token", "log_level") if n in os.environ})
    print(bool(os.getenv("debug", False)))
"""
ROWS = (
    ("parameter", "text", "String", "true"),
    ("parameter", "count", "Integer", "false"),
    ("parameter", "ratio", "Float", "false"),
    ("parameter", "debug", "Boolean", "false"),
    ("parameter", "token", "Integer", "false"),
    ("parameter", "log_level", "String", "false"),
    ("output", "result", "", ""),
)


@pytest.mark.parametrize(
    ("arguments", "environment", "out"),
    [
        (["--text", "a"], {}, "{'text': 'a'}\nFalse\n"),
        (["text=a b", "--count=-5"], {"ratio": "1e-4"}, "{'text': 'a b', 'count': '-5', 'ratio': '1e-4'}\nFalse\n"),
        (["--text", "--debug", "--debug"], {}, "{'text': '--debug', 'debug': 'True'}\nTrue\n"),
        (["--debug", "--text", ""], {}, "{'text': '', 'debug': 'True'}\nTrue\n"),
        ([], {"text": "e", "debug": "False"}, "{'text': 'e', 'debug': ''}\nFalse\n"),
        (["--debug", "no"], {"text": "e", "debug": "yes"}, "{'text': 'e', 'debug': ''}\nFalse\n"),
        ([], {"text": "null", "count": "", "log_level": "debug"}, "{'text': 'null', 'log_level': 'DEBUG'}\nFalse\n"),
    ],
)
def test_what_reaches_the_script(image, arguments, environment, out):
    image.script(PRINT, *ROWS)
    result = image.run(*arguments, environment=environment)
    assert (result.code, result.out, result.err) == (0, out, "")


def test_bytes_that_are_no_text_reach_the_script(image):
    image.script("import os; print(os.environb[b'text'])", *ROWS)
    assert image.run("--text", os.fsdecode(b"\xff\xfe")).out == "b'\\xff\\xfe'\n"


def test_all_that_is_wrong_is_said_at_once_and_no_secret(own_image):
    own_image.script("print('started')", *ROWS)
    result = own_image.run("--cuont", "5", "--count", "x", "--token", "hunter2", environment={"debug": "maybe"})
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        "claimed: unknown parameter 'cuont': did you mean --count? "
        "this operator has text, count, ratio, debug, token, log_level, result\n"
        "claimed: --count must be an Integer, not 'x': write a whole number such as 5\n"
        "claimed: environment variable debug must be a Boolean, not 'maybe': "
        "write true or false (or yes/no, on/off, 1/0)\n"
        "claimed: --token must be an Integer: write a whole number such as 5\n"
        "claimed: no value for text: set it as an argument (--text VALUE) "
        "or as an environment variable (docker run -e text=VALUE)\n"
    )


def test_help_is_the_same_on_every_python(image):
    image.script("print('started')", ("parameter", "text", "String", "true", "", "What to say, 😀."))
    for environment in ({}, {"PYTHONIOENCODING": "ascii"}):
        result = image.run("--help", environment=environment)
        assert (result.code, result.err) == (0, "")
        assert "  --text       String  required      What to say, 😀.\n" in result.out
        assert image.run("-h") == result


@pytest.mark.parametrize("level", [None, "debug", "ERROR"])
def test_logging_is_there_before_the_first_line(image, level):
    image.script("""
        import logging
        logging.basicConfig(level="CRITICAL", format="mine")
        for name in ("debug", "info", "error"):
            getattr(logging, name)("%s said", name)
    """)
    lines = image.run(environment={"log_level": level} if level else {}).out.splitlines()
    shown = {None: ["info", "error"], "debug": ["debug", "info", "error"], "ERROR": ["error"]}[level]
    assert [line.split(" ", 2)[2] for line in lines] == [f"{name.upper()} {name} said" for name in shown]


def test_a_command_is_passed_through_with_its_exit_code(image):
    image.script("print('started')")
    result = image.run("sh", "-c", 'echo "$1" "$claimed"; exit 9', "sh", "--x", environment={"claimed": "e"})
    assert (result.code, result.out, result.err) == (9, "--x e\n", "")


def test_the_launcher_as_the_command_of_the_launcher_runs_the_operator(image):
    image.script(PRINT, *ROWS)
    result = image.run(str(image.run_path), "--text", "a")
    assert (result.code, result.out, result.err) == (0, "{'text': 'a'}\nFalse\n", "")


def test_a_command_that_is_not_there(own_image):
    own_image.script("print('started')")
    result = own_image.run("count", "5")
    assert (result.code, result.out) == (127, "")
    assert result.err == (
        "claimed: 'count' is no command in this image, and no parameter: "
        "parameters are set with --name value or name=value, and --help lists them\n"
    )


def test_a_command_that_may_not_run(own_image):
    own_image.script("print('started')")
    result = own_image.run(f"{own_image.app}/script.py")
    expected = f"claimed: cannot run '{own_image.app}/script.py': Permission denied\n"
    assert (result.code, result.out, result.err) == (126, "", expected)


def test_run_finds_python3_where_there_is_no_python(own_image):
    own_image.script("print('started')")
    python = Path(shutil.which("python", path=own_image.environment["PATH"]))
    python3 = python.rename(python.with_name("python3"))
    only = {"PATH": str(python.parent)}
    assert own_image.run(environment=only).out == "started\n"
    python3.unlink()
    result = own_image.run(environment=only)
    assert result.code == 127
    assert result.err == "claimed: this image has no Python: neither 'python' nor 'python3' is on PATH\n"
