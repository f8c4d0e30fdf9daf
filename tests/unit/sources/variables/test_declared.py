"""What settings say of an operator's variables, from pyproject.toml to its interface."""

import pytest

from hatch_claimed.checks.report import as_text
from hatch_claimed.planning.inspection import inspect
from hatch_claimed.settings.load import read_manifest, resolve
from hatch_claimed.system.tree import Tree

MANIFEST = '[tool.claimed]\nrepository = "registry.example.com/team"\nversion = "1.0"\n'
SCRIPT = """\
'''Trains.'''
import os

# the node
node = os.environ['HOSTNAME']
# the model
os.environ['model'] = 'model'
# how it runs
os.environ['mode'] = os.getenv('start', 'batch')
"""


@pytest.fixture
def inspected(tmp_path):
    def run(tables, script=SCRIPT):
        path = tmp_path / "operators" / "train.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(script, encoding="utf-8")
        manifest, findings = read_manifest(f"{MANIFEST}{tables}")
        assert manifest, findings
        settings, findings = resolve(manifest, "1.0")
        return inspect(settings, Tree(tmp_path), findings)

    return run


def names(inspection):
    [subject] = inspection.subjects
    interface = subject.operator.interface
    return [one.name for one in interface.parameters], [one.name for one in interface.outputs]


def test_without_settings(inspected):
    found = inspected("")
    assert names(found) == (["start"], ["model", "mode"])
    assert [finding.code for finding in found.findings] == ["CLM110", "CLM111", "CLM111"]


def test_settings_of_the_operator(inspected):
    found = inspected(
        '[tool.claimed.operators.train]\nparameters = ["HOSTNAME"]\noutputs = ["model"]\ninternal = ["mode", "start"]\n'
    )
    assert names(found) == (["HOSTNAME"], ["model"])
    assert found.findings == ()


@pytest.mark.parametrize(
    "table", ["[tool.claimed.secrets.HOSTNAME]", "[tool.claimed.operators.train.secrets.HOSTNAME]"]
)
def test_what_a_secret_is_for_is_a_parameter(inspected, table):
    found = inspected(f'{table}\nname = "store"\n')
    [subject] = found.subjects
    assert names(found)[0] == ["HOSTNAME", "start"]
    assert [one.parameter for one in subject.operator.deployment.secrets] == ["HOSTNAME"]
    assert not {"CLM091", "CLM110"} & {finding.code for finding in found.findings}


def test_names_that_the_script_does_not_use_so(inspected):
    found = inspected(
        '[tool.claimed.operators.train]\nparameters = ["HOSTNAME", "model"]\noutputs = ["modell", "start"]\n'
        'internal = ["mode", "x", "HOSTNAME"]\n'
    )
    said = [finding for finding in found.findings if finding.path == "pyproject.toml"]
    assert (
        as_text(said)
        == """\
pyproject.toml:5: error CLM091: `tool.claimed.operators.train.parameters` has 'model', which the script never reads
    Correct the name, or take it out.
pyproject.toml:6: error CLM091: `tool.claimed.operators.train.outputs` has 'modell', which the script never sets
    Correct the name, or take it out.
pyproject.toml:6: error CLM091: `tool.claimed.operators.train.outputs` has 'start', which the script never sets
    Correct the name, or take it out.
pyproject.toml:7: error CLM091: `tool.claimed.operators.train.internal` has 'x', which the script neither reads nor sets
    Correct the name, or take it out.
pyproject.toml:7: error CLM091: `tool.claimed.operators.train.internal` has 'HOSTNAME', which `parameters` has too
    Take it out of one of them.
5 errors"""
    )


def test_what_is_no_name_of_a_variable(inspected):
    found = inspected('[tool.claimed.operators.train]\noutputs = ["my model"]\n')
    assert [(one.code, one.line) for one in found.findings if one.path == "pyproject.toml"] == [("CLM003", 5)]


def test_both_findings_can_be_ignored(inspected):
    script = (
        "'''Reads.'''\nimport os\nos.environ['HOME']  # claimed: ignore[CLM110]\n"
        "os.environ['x'] = 'eu-de'  # claimed: ignore[CLM111, CLM042]\n"
    )
    assert inspected("", script).findings == ()
