"""Repositories as they are found: research scripts with argparse, notebooks that papermill runs, forty folders of tasks.

What they hold stands in a JSON file beside each, written by reading them before anything here could. What operators
write is compared with what plain Python and papermill write.
"""

import functools
import json
import os
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner
from needs import missing

from hatch_claimed.cli.main import cli

REPOSITORIES = Path(__file__).parent / "adopted"
PROGRAM = Path(sys.executable).with_name("hatch-claimed")
VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"
NAMES = ("argparse_research", "tagged_notebooks", "task_folders")
TRUTH = {name: json.loads((REPOSITORIES / f"{name}.json").read_text()) for name in NAMES}
TYPES = {"str": "String", "int": "Integer", "float": "Float", "bool": "Boolean", "dict": "String", "none": "String"}
# warnings of `check` for each, by rule; all of them begin without a description where they have none
SAID = {
    # the options of sweep.py are made in a loop over fields
    "argparse_research": {"CLM040": 2, "CLM131": 1},
    # area.ipynb has a cell that papermill injected, and two that are tagged; growth_curve.ipynb computes two values
    "tagged_notebooks": {"CLM022": 2, "CLM040": 2, "CLM137": 2},
    # five scripts take an argument, else a variable that is called like it
    "task_folders": {"CLM040": 10, "CLM134": 5},
}
# scripts that are run here, of which each does something else; with CLAIMED_TEST_ADOPTED=all each run of each is tried
RUN = {
    "argparse_research": ("train.py", "evaluate.py", "scripts/count_kmers.py"),
    "tagged_notebooks": ("notebooks/period_summary.ipynb",),
    "task_folders": ("storm/task.py", "tides/task.py"),
}
ALL = os.environ.get("CLAIMED_TEST_ADOPTED") == "all"


def claimed(root, *arguments, status=0):
    result = CliRunner().invoke(cli, ["-C", str(root), *arguments])
    assert result.exit_code == status, f"{result.output}{result.exception}"
    return result


class Adopted:
    """A copy of a repository that was set up, with what was said."""

    def __init__(self, name, root):
        self.root, self.truth = root, TRUTH[name]
        shutil.copytree(REPOSITORIES / name, root)
        self.said = claimed(root, "init", "--ci", "none", "--repository", "registry.example.com/adopted").output
        listed = json.loads(claimed(root, "list", "--format", "json").stdout)
        self.operators = {one["path"]: one for one in listed["operators"]}


@pytest.fixture(scope="module")
def adopt(tmp_path_factory):
    """A function that gives the repository of a name, set up; it is not to be changed."""
    folder = tmp_path_factory.mktemp("adopted")
    return functools.cache(lambda name: Adopted(name, folder / name))


@pytest.fixture(params=NAMES)
def name(request):
    return request.param


@pytest.fixture
def adopted(adopt, name):
    return adopt(name)


def test_init_takes_what_is_a_script_and_says_what_it_leaves(adopted):
    expected = {path: one["name"] for path, one in adopted.truth["operators"].items()}
    found = {path: one["name"] for path, one in adopted.operators.items()}
    assert {path: name for path, name in found.items() if path not in adopted.truth["doubtful"]} == expected
    for path in adopted.truth["doubtful"]:
        assert Path(path).name in adopted.said
    assert "an example to begin with" not in adopted.said
    assert not (adopted.root / "operators").exists()
    assert "claimed" in tomllib.loads((adopted.root / "pyproject.toml").read_text())["tool"]


def shown(found):
    """What `list` says of a parameter, as the truth has it."""
    return {key: found[key] for key in ("type", "required", "default", "choices") if found.get(key) not in (None, [])}


def wanted(parameter):
    """The ways in which `list` may show a parameter of the truth."""
    for kind in parameter["type"] if isinstance(parameter["type"], list) else [parameter["type"]]:
        one = {"type": "String" if parameter.get("list") else TYPES[kind], "required": parameter.get("required", False)}
        if parameter.get("default") is not None:
            default = parameter["default"]
            one["default"] = str(default) if one["type"] == "String" else default
        if "choices" in parameter:
            one["choices"] = parameter["choices"]
        yield one


def same(parameter, found):
    found = shown(found)
    if parameter.get("computed"):
        # only a run tells it, or it is read in some cases
        found.pop("default", None)
    if isinstance(parameter.get("default"), list | dict):
        text, default = found.pop("default", ""), parameter["default"]
        values = json.loads(text) if text.startswith(("[", "{")) else shlex.split(text)
        if not isinstance(values, type(default)) or list(map(str, values)) != list(map(str, default)):
            return False
        parameter = {**parameter, "default": None}
    return found in wanted(parameter)


def test_list_shows_each_parameter_as_the_script_declares_it(adopted):
    wrong = []
    for path, truth in adopted.truth["operators"].items():
        # Kubeflow cannot tell upper from lower case: such names are one
        found = {one["name"].lower(): one for one in adopted.operators[path]["inputs"] if one["name"] != "log_level"}
        expected = {name.lower(): parameter for name, parameter in truth["parameters"].items()}
        doubtful = {name.lower() for name in truth.get("doubtful", ())}
        wrong += [f"{path}: {name} is missing" for name in expected if name not in found]
        wrong += [f"{path}: {name} is no parameter" for name in found if name not in expected and name not in doubtful]
        wrong += [
            f"{path}: {name} is {shown(found[name])}, not {parameter}"
            for name, parameter in expected.items()
            if name in found and not same(parameter, found[name])
        ]
    assert wrong == []


def test_check_says_what_it_should_and_all_of_it_builds(adopted, name):
    result = CliRunner().invoke(cli, ["-C", str(adopted.root), "check", "--format", "json"])
    assert result.exit_code == 0, result.output
    said = json.loads(result.stdout)
    assert Counter(one["code"] for one in said if one["severity"] == "warning") == SAID[name]
    built = claimed(adopted.root, "build", "--images", "off").output
    catalog = json.loads((adopted.root / "dist/claimed/catalog.json").read_text())
    assert len(catalog["operators"]) == len(adopted.operators)
    assert built.count("(no image built)") == len(adopted.operators)


RUNS = [
    (name, path, run)
    for name in NAMES
    for path, truth in TRUTH[name]["operators"].items()
    if ALL or path in RUN[name]
    for run in (truth["runs"] if ALL else truth["runs"][1:2])
    if not truth.get("numpy")
]


def written(root):
    return {str(path.relative_to(root)): path.read_bytes() for path in (root / "data").rglob("*") if path.is_file()}


def text_of(value, in_json):
    if isinstance(value, list | dict):
        return json.dumps(value) if in_json else shlex.join(map(str, value))
    return str(value)


def plain(root, path, run, environment):
    """Run it as its authors do; the result is the exit code."""
    environment = {**environment, "PYTHONPATH": f"{root}:{root / 'notebooks'}", **run.get("environment", {})}
    command = [sys.executable, path, *run.get("argv", ())]
    if path.endswith(".ipynb"):
        python = os.environ.get("CLAIMED_TEST_PAPERMILL_PYTHON") or missing("CLAIMED_TEST_PAPERMILL_PYTHON")
        given = ["-y", json.dumps(run["parameters"])] if run["parameters"] else []
        command = [python, "-m", "papermill", path, os.devnull, "-k", "python3", "--no-progress-bar", *given]
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, check=False).returncode


@pytest.mark.parametrize(("name", "path", "run"), RUNS, ids=lambda one: one if isinstance(one, str) else "")
def test_an_operator_writes_what_the_script_writes(name, path, run, tmp_path, workspace, environments, adopt):
    here, there = tmp_path / "plain", tmp_path / "claimed"
    shutil.copytree(REPOSITORIES / name, here)
    status = plain(here, path, run, workspace.environment)
    adopted = adopt(name)
    shutil.copytree(adopted.root, there)
    values = [f"--{one}={text_of(value, path.endswith('.ipynb'))}" for one, value in run["parameters"].items()]
    command = [
        PROGRAM,
        "run",
        "--engine",
        "process",
        "--python",
        VERSION,
        "--data",
        "data",
        adopted.operators[path]["name"],
    ]
    done = subprocess.run(
        [*command, *values],
        cwd=there,
        env={**workspace.environment, "CLAIMED_CACHE_DIR": str(environments)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == status, done.stdout + done.stderr
    assert written(there) == written(here), done.stdout + done.stderr
    for one in run["files"]:
        assert f"data/{one}" in written(here)


@pytest.fixture(scope="module")
def environments(tmp_path_factory):
    """A folder for the environments of operators, which are made once for all tests."""
    return tmp_path_factory.mktemp("environments")


REFUSED = [
    (path, values)
    for path, one in TRUTH["argparse_research"]["operators"].items()
    if ALL or path == "scripts/count_kmers.py"
    for values in one.get("refused", ())
]


@pytest.mark.parametrize(("path", "values"), REFUSED, ids=lambda one: one if isinstance(one, str) else "")
def test_a_value_that_is_no_choice_is_refused_before_the_start(path, values, workspace, environments, adopt):
    adopted = adopt("argparse_research")
    given = [f"--{one}={text_of(value, in_json=False)}" for one, value in values.items()]
    command = [PROGRAM, "run", "--engine", "process", "--python", VERSION, adopted.operators[path]["name"], *given]
    environment = {**workspace.environment, "CLAIMED_CACHE_DIR": str(environments)}
    done = subprocess.run(command, cwd=adopted.root, env=environment, capture_output=True, text=True)
    assert done.returncode == 2, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
