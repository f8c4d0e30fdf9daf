"""The pages of what the settings and the readers say: their examples, put through the stages of a check.

`corpus/<CODE>/page.expected.txt` is all that is said of the bad example. Of the good one nothing is said.
"""

import platform
import sys
from pathlib import Path

import pytest

from hatch_claimed.checks.report import as_text
from hatch_claimed.checks.rules import command_lines, deployments, interfaces, project, tagged_cells, wrappers
from hatch_claimed.planning.inspection import inspect
from hatch_claimed.settings.load import read_manifest, resolve
from hatch_claimed.system.tree import Tree

CORPUS = Path(__file__).parent / "corpus"
MANIFEST = '[project]\nname = "river"\nversion = "1.0"\n\n[tool.claimed]\nrepository = "registry.example.com/team"\n'
SUFFIXES = {"python": ".py", "notebook": ".ipynb", "r": ".R"}
GROUPS = (project, interfaces, wrappers, deployments, tagged_cells, command_lines)
# a baseline is no file of a project: its tests are those of baselines
PAGES = [rule for group in GROUPS for rule in group.RULES if rule.code != "CLM014" and rule.language != "json"]
SCRIPT = (
    '"""Count stations."""\n\nimport os\n\n# the table\ninput_path = os.getenv("input_path", "stations.csv")\n\n\n'
    "def grid_process(batch_id, **kwargs):\n    print(batch_id)\n"
)
R_SCRIPT = "#' Reduce levels to their mean.\n\n# the table\ninput_path <- Sys.getenv('input_path', 'levels.csv')\nprint(input_path)\n"


def files_of(rule, example):
    """The files of a small project that has an example in it."""
    files = {"pyproject.toml": MANIFEST, "lookup.csv": "", "operators/lookup.csv": ""}
    if rule.language == "toml":
        scripts = {"operators/count.py": SCRIPT, "operators/summarise_levels.R": R_SCRIPT}
        return {**files, "pyproject.toml": example, **scripts}
    if rule.language == "text":
        notebook = interfaces._GOOD_NOTEBOOK
        return files | {path: notebook if path.endswith(".ipynb") else SCRIPT for path in example.split()}
    return files | {f"operators/count{SUFFIXES[rule.language]}": example}


def findings(files, folder):
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, encoding="utf-8")
    manifest, found = read_manifest(files["pyproject.toml"])
    if manifest is None:
        return found
    settings, said = resolve(manifest, manifest.static_version or "")
    return inspect(settings, Tree(folder), said).findings


def text(found):
    """What is said of the findings, whichever Python says it."""
    return as_text(found).replace(platform.python_version(), "3")


@pytest.mark.parametrize("rule", PAGES, ids=lambda rule: rule.code)
def test_bad_examples(rule, tmp_path, whole_file):
    found = findings(files_of(rule, rule.bad), tmp_path)
    assert (rule.code, rule.severity) in {(one.code, one.severity) for one in found}
    whole_file(CORPUS / rule.code / "page.expected.txt", text(found) + "\n")


@pytest.mark.parametrize("rule", PAGES, ids=lambda rule: rule.code)
def test_good_examples(rule, tmp_path):
    assert text(findings(files_of(rule, rule.good), tmp_path)) == ""


@pytest.mark.parametrize(("there", "said"), [(True, ""), (False, "page.expected.txt")])
def test_r_scripts_want_the_grammar(there, said, tmp_path, monkeypatch):
    if not there:
        monkeypatch.setitem(sys.modules, "tree_sitter_language_pack", None)
    found = text(findings({"pyproject.toml": MANIFEST, "operators/count.R": R_SCRIPT}, tmp_path))
    assert found == ((CORPUS / "CLM014" / said).read_text().rstrip("\n") if said else "")
