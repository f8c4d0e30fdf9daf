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
