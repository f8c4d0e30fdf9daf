import re
from pathlib import Path

import click
import pytest

from hatch_claimed.cli.main import cli
from hatch_claimed.cli.reference import reference

PAGE = Path(__file__).parents[3] / "docs" / "commands.md"


@pytest.fixture(scope="module")
def page():
    return reference()


def test_the_page_is_the_generated_one(page):
    assert PAGE.read_text(encoding="utf-8") == page


def test_every_command_has_a_section(page):
    names = cli.list_commands(click.Context(cli))
    headings = re.findall(r"^## `hatch-claimed ([^ ]+)`$", page, flags=re.MULTILINE)
    assert headings == names


def test_the_commands_of_grid_wrappers_have_theirs(page):
    assert re.findall(r"^## `hatch-claimed grid (.+)`$", page, flags=re.MULTILINE) == ["plan", "retry", "status"]
    assert page.count("\npositional arguments:\n") == 3


def test_a_command(page):
    assert (
        "## `hatch-claimed list`\n\n```text\nhatch-claimed list [OPTIONS]\n```\n\n"
        "Print the operators, grid wrappers and workflows of the project, without building anything.\n\n"
        "Those that have errors are listed last, with what is wrong.\n\n"
        "| option | |\n|---|---|\n| `--format [text\\|json]` | How to print it. |\n"
    ) in page
