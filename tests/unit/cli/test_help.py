"""What `--help` says of each command and option is whole."""

import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from hatch_claimed.cli.group import WholeHelpGroup
from hatch_claimed.cli.main import cli


def commands(command, words=()):
    """Each command of ours with the words that call it; the operators of a project are no commands of ours."""
    yield words, command
    if isinstance(command, click.Group) and words != ("run",):
        context = click.Context(command, info_name="hatch-claimed")
        for name in command.list_commands(context):
            yield from commands(command.get_command(context, name), (*words, name))


ALL = dict(commands(cli))
# the tool in images knows its arguments itself
OWN = [words for words in ALL if words[:1] != ("grid",) or len(words) < 2]


def told(words, width):
    """The help at a terminal of that width, as one line."""
    result = CliRunner().invoke(cli, [*words, "--help"], terminal_width=width, obj=Path())
    assert result.exit_code == 0, result.output
    assert "..." not in re.sub(r"\[[\w ]+\]\.\.\.|\]\.\.\.", "", result.output)
    return flat(result.output)


def flat(text):
    """A text as one line; lines are broken behind hyphens as well."""
    return " ".join(text.split()).replace("- ", "-")


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("words", [words for words, one in ALL.items() if isinstance(one, click.Group)], ids=" ".join)
def test_summaries_are_whole_sentences(words, width):
    group = ALL[words]
    assert isinstance(group, WholeHelpGroup)
    text = told(words, width)
    for (*before, name), command in ((words, one) for words, one in ALL.items() if words):
        if tuple(before) == words:
            paragraph = flat(command.help.partition("\n\n")[0])
            sentence = re.match(r".+?(?:[.…](?= |$)|$)", paragraph)[0]
            assert f" {name} {sentence}" in text


@pytest.mark.parametrize("words", OWN, ids=" ".join)
def test_options_and_descriptions_are_whole(words):
    text = told(words, 80)
    command = ALL[words]
    for paragraph in command.help.split("\n\n"):
        assert flat(paragraph) in text
    for option in command.params:
        if isinstance(option, click.Option) and not option.hidden:
            assert re.search(r"\.(?: +\[default: .*\])?$", option.help), option.name
            assert flat(option.help) in text


def test_an_operator_that_is_described_at_length(tmp_path, monkeypatch):
    (tmp_path / "operators").mkdir()
    (tmp_path / "operators" / "long.py").write_text(f'"""{"Counts rows and " * 2000}ends."""\n')
    (tmp_path / "operators" / "short.py").write_text(f'"""{"Counts rows and " * 9}ends. Or not."""\n')
    (tmp_path / "pyproject.toml").write_text('[tool.claimed]\nrepository = "example.com/x"\nversion = "1"\n')
    monkeypatch.setenv("CLAIMED_CACHE_DIR", str(tmp_path / "cache"))
    result = CliRunner().invoke(cli, ["-C", str(tmp_path), "run", "--help"], terminal_width=80)
    text = flat(result.output)
    assert f" short {'Counts rows and ' * 9}ends." in text
    assert len(text) < 3000
