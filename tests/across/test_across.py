"""What a script sees of its environment is the same through each client: as a plain program, through Docker by
variables and by arguments, in a Kubernetes Job, in Kubeflow, cwltool, and as a process.

The scripts are those of the project `bodies` beside this file and those of the project of all forms. Their bodies are
replaced by probes, and many run in one container, one after the other, on the base image of their language. Variables:

CLAIMED_TEST_ACROSS=all         compare all scripts, not the sample alone
CLAIMED_TEST_ACROSS_PROJECTS    compare all projects below these folders as well, separated by `:`
"""

import os
from dataclasses import replace
from pathlib import Path

import across
import pytest
from comparison import CLIENTS, differences, table, told
from projects import Corpus, corpora, corpus
from sample import FORMS

from hatch_claimed.artifacts.image import app

pytestmark = pytest.mark.engine
HERE = Path(__file__).parent
LEAST = 60


@pytest.fixture
def clients(client):
    return {"kfp": client("CLAIMED_TEST_KFP2_PYTHON"), "cwltool": client("CLAIMED_TEST_CWLTOOL")}


@pytest.fixture
def say(capsys):
    """Prints past pytest."""

    def line(text):
        with capsys.disabled():
            print(f"\n{text}", end="")

    return line


def scripts():
    everything = os.environ.get("CLAIMED_TEST_ACROSS") == "all"
    forms = corpus(HERE.parent / "projects" / "forms")
    # two projects may have scripts of one name
    found = corpus(HERE / "bodies", "bodies-") + (forms if everything else forms.chosen(FORMS))
    for folder in filter(None, os.environ.get("CLAIMED_TEST_ACROSS_PROJECTS", "").split(os.pathsep)):
        found += corpora(Path(folder))
    return found


def compared(found, clients, folder, monkeypatch):
    folder.chmod(0o755)
    runs = across.results(found, clients, folder, monkeypatch)
    grouped = across.by_script(runs)
    assert set(grouped) == {one.name for one in found.operators}
    unequal = [one for name in sorted(grouped) for one in differences(name, grouped[name])]
    return told(len(grouped), 1 + len(CLIENTS), len(runs), unequal), unequal


def test_a_script_sees_the_same_through_each_client(clients, tmp_path, monkeypatch, say):
    found = scripts()
    line, unequal = compared(found, clients, tmp_path, monkeypatch)
    parameters = sum(len(one.operator.interface.parameters) for one in found.probed)
    raw = sum(len(one.raw) for one in found.probed)
    reads = sum(one.reads for one in found.probed)
    say(f"{line}; {reads} reads, and of {raw} of {parameters} parameters the variable alone")
    if found.refused:
        say(f"{len(found.refused)} not accepted: {', '.join(found.refused)}")
    if unequal:
        say(table(unequal))
    assert not unequal
    assert len(found.probed) >= LEAST
    assert raw <= parameters / 20


def test_scripts_of_this_project_are_all_accepted():
    refused = (*corpus(HERE / "bodies").refused, *corpus(HERE.parent / "projects" / "forms").refused)
    assert refused == ()


def test_a_launcher_that_changes_what_a_script_sees_is_found_out(clients, tmp_path, monkeypatch):
    """With a launcher that leaves Booleans as people write them, `false` is true to Python."""
    launcher_files = app.launcher_files

    def broken(language):
        return tuple(
            replace(
                one, content=one.content.replace(b'return "True"', b"return text").replace(b'return ""', b"return text")
            )
            # others may say `return ""` as well
            if b"def _boolean(" in one.content
            else one
            for one in launcher_files(language)
        )

    monkeypatch.setattr(app, "launcher_files", broken)
    app._launcher_tar.cache_clear()
    try:
        found = Corpus(corpus(HERE / "bodies").chosen({"flags"}).probed)
        _, unequal = compared(found, clients, tmp_path, monkeypatch)
    finally:
        monkeypatch.undo()
        app._launcher_tar.cache_clear()
    assert {one.client for one in unequal} == set(CLIENTS)
    assert {one.what for one in unequal if one.scenario == "changed"} >= {"5: bool(os.getenv('cache', True))"}
