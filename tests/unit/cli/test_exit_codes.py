"""The documents say what the command does."""

import importlib
import pkgutil
import re
from pathlib import Path

import click
from click.testing import CliRunner

import hatch_claimed
from hatch_claimed.cli.exit_codes import EXIT_CODES, INTERRUPTED, USAGE
from hatch_claimed.cli.main import cli
from hatch_claimed.errors import ClaimedError, EngineError, ImageError

ROOT = Path(__file__).parents[3]


def errors():
    """Every error of the package that carries an exit code."""
    for module in pkgutil.walk_packages(hatch_claimed.__path__, "hatch_claimed."):
        # what travels into images is no part of the command
        if ".runtime" not in module.name:
            importlib.import_module(module.name)
    found, todo = set(), [ClaimedError]
    while todo:
        found.add(todo[-1])
        todo += todo.pop().__subclasses__()
    return found


def test_every_error_has_a_code_that_is_told():
    codes = {error.__name__: error.exit_code for error in errors()}
    assert len(codes) > 5
    assert set(codes.values()) | {0, USAGE, INTERRUPTED} == set(EXIT_CODES)
    assert (ClaimedError.exit_code, EngineError.exit_code, ImageError.exit_code) == (1, 3, 4)
    assert click.UsageError.exit_code == USAGE


def test_the_help_of_the_command_tells_all():
    text = CliRunner().invoke(cli, ["--help"]).output
    told = dict(re.findall(r"^    (\d+) +(.+)$", text, re.MULTILINE))
    assert {int(code): meaning for code, meaning in told.items()} == EXIT_CODES


def test_the_page_tells_all():
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^\| `(\d+)` \| (.+) \|$", text, re.MULTILINE))
    assert {int(code): meaning for code, meaning in told.items()} == EXIT_CODES


def test_the_page_of_the_terminal_tells_the_codes():
    text = (ROOT / "docs" / "terminal.md").read_text(encoding="utf-8")
    sentence = re.search(r"`hatch-claimed` exits with ([^.]+)\.", text)[1]
    assert {int(code) for code in re.findall(r"\b\d+\b", sentence)} | {0} == set(EXIT_CODES)
