"""No command shows what looks like a secret in a script or in pyproject.toml."""

import json
import os

import pytest
from click.testing import CliRunner
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from hatch_claimed.cli.main import cli

# nothing of the texts around it, and nothing that stands for a secret
VALUES = st.from_regex(r"[QXZ][k-n]{3}[2-9]{2}[KLMN]{4}[2-9]{2}[wvz]{2}", fullmatch=True)
MANIFEST = """\
[project]
name = "demo"
version = "1.0"

[tool.claimed]
repository = "registry.example.com/demo"

[tool.claimed.grid-wrappers.reads]
backend = "local"
parameters = { name = "{batch}", store_pass = "VALUE" }

[tool.claimed.workflows.study]
inputs = { db_password = "VALUE" }

[tool.claimed.workflows.study.steps.first]
operator = "reads"
parameters = { db_password = "{inputs.db_password}", api_token = "VALUE" }
"""
PYTHON = '''\
"""Reads a day."""
import logging
import os

import numpy

# the password
db_password = os.getenv('db_password', 'VALUE')
store_pass = os.getenv('store_pass', 'VALUE')
api_token = os.environ.get('api_token', 'VALUE')
connection = os.environ.get('source', 'https://' + 'reader:VALUE' + '@files.intern.net/x')
dsn = os.environ.get('dsn', 'host=db dbname=sales password=VALUE')
first = os.getenv('api_key', 'VALUE')
name = os.getenv('name', 'Basel')
conf.set('fs.s3a.secret.key', 'VALUE')
requests.get('https://api.intern.net', auth=('reader', 'VALUE'), headers={'Authorization': 'Bearer VALUEVALUE'})
smtp_pass = 'VALUE'
print(db_password, f'{api_token}')
logging.info('VALUE %s', store_pass)
'''
WRONG = """\
other = int(os.getenv('db_password', 'VALUE'))
again = os.getenv('api_key', 'VALUE' + 'x')
url = 'https://reader:VALUE@files.intern.net/x'
api_key = 'VALUE'
"""
R = """\
#' Reads.
db_password <- Sys.getenv("db_password", "VALUE")
set_option("fs.s3a.secret.key", "VALUE")
store_pass <- "VALUE"
print(db_password)
"""
NOTEBOOK = ["import os\n", "key = os.getenv('api_key', 'VALUE')\n", "!mirror --password VALUE\n", "key"]
BOOK = {
    "cells": [{"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": NOTEBOOK}],
    "metadata": {},
    "nbformat": 4,
    "nbformat_minor": 4,
}
COMMANDS = [
    *(("check", "--format", form) for form in ("text", "json", "github", "sarif")),
    ("list",),
    ("list", "--format", "json"),
    *(("graph", "study", "--format", form) for form in ("tree", "mermaid", "svg")),
    *(("run", name, "--help") for name in ("reads", "again", "book")),
    ("run", "reads", "--engine", "docker", "--dry-run", "--name", "Bern"),
    ("catalog",),
]


def write(root, value, *, wrong):
    """The project. What is `wrong` stops all commands but `check`."""
    texts = {
        "pyproject.toml": MANIFEST,
        "operators/reads.py": PYTHON + (WRONG if wrong else ""),
        "operators/again.R": R,
        "operators/book.ipynb": json.dumps(BOOK),
    }
    for name, text in texts.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("VALUE", value))


@pytest.fixture(scope="module")
def programs(tmp_path_factory):
    """A PATH on which an engine answers."""
    docker = tmp_path_factory.mktemp("bin") / "docker"
    docker.write_text("#!/bin/sh\necho '[]'\n")
    docker.chmod(0o755)
    return f"{docker.parent}{os.pathsep}{os.environ['PATH']}"


@given(value=VALUES)
@settings(max_examples=2, deadline=None, phases=[Phase.generate])
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_command_shows_a_secret(command, value, tmp_path_factory, programs):
    root = tmp_path_factory.mktemp("secrets")
    wrong = command[0] == "check"
    write(root, value, wrong=wrong)
    done = CliRunner().invoke(cli, ["-C", str(root), *command], env={"PATH": programs})
    assert done.exit_code == int(wrong), done.output
    assert value not in done.output


def test_what_is_said_of_an_operator_shows_none_to_people(tmp_path):
    write(tmp_path, "Qkln43KLMN56wv", wrong=False)
    said = '"""Reads reader:Qkln43KLMN56wv of https://reader:Qkln43KLMN56wv@files.intern.net.\n\nIt sums up."""\n'
    script = tmp_path / "operators/reads.py"
    script.write_text(said + script.read_text())
    for command in (["list"], ["run", "reads", "--help"]):
        done = CliRunner().invoke(cli, ["-C", str(tmp_path), *command])
        assert done.exit_code == 0, done.output
        assert "(not shown: it holds credentials)" in done.output
        assert "Qkln43KLMN56wv" not in done.output


@given(value=VALUES)
@settings(max_examples=2, deadline=None, phases=[Phase.generate])
def test_only_scripts_and_what_images_hold_have_them(value, tmp_path_factory):
    root = tmp_path_factory.mktemp("secrets")
    write(root, value, wrong=False)
    done = CliRunner().invoke(cli, ["-C", str(root), "build", "--images", "off"])
    assert done.exit_code == 0, done.output
    assert value not in done.output
    written = [path for path in (root / "dist").rglob("*") if path.is_file()]
    having = {path for path in written if value in path.read_text(errors="replace")}
    # a workflow has its values from pyproject.toml alone, and runs with these
    others = {path for path in having if "context" not in path.parts and "workflows" not in path.parts}
    assert written
    assert others == set()
