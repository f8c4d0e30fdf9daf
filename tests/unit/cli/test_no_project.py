"""Where no project is, each command says how to have one, and how to do without."""

import click
import pytest
from click.testing import CliRunner

from hatch_claimed.cli.main import cli

WAYS = ("`hatch-claimed init`", "-C before the command", "`hatch-claimed run path/to/script.py`")
ARGUMENTS = {"compile": ["x"], "dev": ["x"], "graph": ["x"], "run": ["x"]}
WITHOUT = {"completion", "grid", "init"}
COMMANDS = [name for name in cli.list_commands(click.Context(cli)) if name not in WITHOUT]


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("pyproject", [None, '[project]\nname = "other"\n'])
def test_each_command_says_what_to_do(tmp_path, command, pyproject):
    if pyproject:
        (tmp_path / "pyproject.toml").write_text(pyproject)
    result = CliRunner().invoke(cli, ["-C", str(tmp_path), command, *ARGUMENTS.get(command, [])])
    said = result.output + str(result.exception)
    assert result.exit_code == 1, said
    for way in WAYS:
        assert way in said


WRONG = '"""Counts."""\nimport os\n# How many.\nn = int(os.getenv("n", "many"))\n'
RIGHT = WRONG.replace('"many"', "3")


@pytest.mark.parametrize(
    ("paths", "code", "said"),
    [
        (["right.py"], 0, "no findings in 1 operator\n"),
        (["right.py", "./sub/../sub/wrong.py"], 1, "sub/wrong.py:4: error CLM023"),
        (["none.py"], 2, "there is no file none.py"),
        # what names no script is no reason to pass
        (["right"], 1, "error CLM005"),
        (["right.py", "sub/"], 2, "sub/ is a folder: name a script in it"),
    ],
)
def test_check_takes_scripts(tmp_path, paths, code, said):
    (tmp_path / "sub").mkdir()
    (tmp_path / "right.py").write_text(RIGHT)
    (tmp_path / "sub/wrong.py").write_text(WRONG)
    result = CliRunner().invoke(cli, ["-C", str(tmp_path), "check", *paths])
    assert said in result.output
    assert result.exit_code == code


def test_check_of_a_path_tells_of_settings_that_cannot_be_read(tmp_path):
    (tmp_path / "pyproject.toml").write_text("[tool.claimed\n")
    (tmp_path / "right.py").write_text(RIGHT)
    result = CliRunner().invoke(cli, ["-C", str(tmp_path), "check", "right.py"])
    assert "pyproject.toml:1" in result.output
    assert result.exit_code == 1


def test_check_mends_a_script(tmp_path):
    script = tmp_path / "right.py"
    script.write_text(RIGHT.replace('int(os.getenv("n", 3))', 'os.getenv("n", 3)'))
    before = script.read_text()
    shown = CliRunner().invoke(cli, ["-C", str(tmp_path), "check", "--diff", "right.py"])
    assert '+n = int(os.getenv("n", 3))' in shown.output
    assert script.read_text() == before
    mended = CliRunner().invoke(cli, ["-C", str(tmp_path), "check", "--fix", "right.py"])
    assert (script.read_text(), mended.exit_code) == (RIGHT, 0)
