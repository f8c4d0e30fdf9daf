"""The commands of README and docs that want an engine. The tutorial is followed as its reader does, from top to end."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "docs"))

from markdown_blocks import PAGES, commands, shows
from page_projects import TUTORIAL, call, needs_engine, project, tutorial

pytestmark = pytest.mark.engine

WITH_ENGINE = [page for page in PAGES if any(map(needs_engine, commands(page)))]
NEVER = ("python3 -m venv", ". .venv", "pip install", "kubectl", "cwltool", "hatch-claimed build --images push")


@pytest.mark.parametrize("page", [page for page in WITH_ENGINE if page != TUTORIAL])
def test_every_command_does_what_the_page_shows(tmp_path, page):
    folder = project(page, tmp_path / "project")
    for step in filter(needs_engine, commands(page)):
        does_what_it_shows(step, folder)


def test_the_tutorial_from_top_to_end(tmp_path):
    for step in tutorial(tmp_path / "words"):
        if not step.text.startswith(NEVER):
            does_what_it_shows(step, tmp_path / "words")


def does_what_it_shows(step, folder):
    status, output, messages = call(step.text, folder)
    assert status == 0, f"{step.text}\n{output}{messages}"
    assert not step.output or shows(step.output, output), f"{step.text}\n{output}"


def test_the_tutorial_is_one_of_them():
    assert {"README.md", "docs/running.md", TUTORIAL} <= set(WITH_ENGINE)
