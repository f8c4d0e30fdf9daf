"""Repositories as they are found, set up by `init`: one operator of each in images, as a process and in real clients.

Each prints one line, which plain Python or papermill prints as well.
"""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
import tomlkit
from builds import Built, run

pytestmark = pytest.mark.engine

REPOSITORIES = Path(__file__).parents[1] / "projects" / "adopted"
PROGRAM = str(Path(sys.executable).with_name("hatch-claimed"))


@dataclass(frozen=True)
class Case:
    """An operator of a repository with the files that it reads, and values as its authors and as we hand them over."""

    script: str
    name: str
    files: tuple[str, ...]
    argv: tuple[str, ...]
    values: dict[str, str]
    start: str


CASES = {
    "argparse_research": Case(
        "prepare_data.py",
        "prepare-data",
        ("data",),
        ("data", "-o", "/dev/null", "-m", "4", "--scale", "-2.5", "--drop"),
        {"data": "data", "output": "/dev/null", "min_hours": "4", "scale": "-2.5", "drop_gaps": "true"},
        "wrote",
    ),
    "tagged_notebooks": Case(
        "notebooks/period_summary.ipynb",
        "period-summary",
        ("data/counts.csv",),
        ("-y", json.dumps({"stations": ["south"], "min_temperature": -40, "label": "it's", "out_dir": "results"})),
        {"stations": '["south"]', "min_temperature": "-40", "label": "it's", "out_dir": "results"},
        "it's {",
    ),
    "task_folders": Case(
        "visibility/task.py",
        "visibility",
        ("data/values.csv",),
        ("--values", "data/values.csv", "--regions", "north", "--output", "/dev/stdout"),
        {"values": "data/values.csv", "regions": "north", "output": "/dev/stdout"},
        "north visibility",
    ),
}


ALL = os.environ.get("CLAIMED_TEST_ADOPTED") == "all"


# the folders of tasks take their parameters by argparse too
@pytest.mark.parametrize("repository_name", CASES if ALL else ["argparse_research", "tagged_notebooks"])
def test_an_operator_prints_everywhere_what_its_script_prints(repository_name, repository, client, tmp_path):
    case = CASES[repository_name]
    root = tmp_path / "project"
    shutil.copytree(REPOSITORIES / repository_name, root)
    expected = as_its_authors_do(case, root, client)
    built = adopted(case, root, f"{repository}/adopted")
    options = [f"--{name}={text}" for name, text in case.values.items()]
    found = {
        "docker run": built.docker_run(case.name, *options),
        "docker run -e": built.docker_run(
            case.name, options=[word for name, text in case.values.items() for word in ("-e", f"{name}={text}")]
        ),
        "run --engine docker": run(PROGRAM, "run", "--engine", "docker", case.name, *options, cwd=root),
        "run --engine process": run(
            PROGRAM, "run", "--engine", "process", case.name, *options, "--data", "data", cwd=root
        ),
        "cwltool": by_cwltool(built, case, client("CLAIMED_TEST_CWLTOOL"), tmp_path),
        "kfp.local": by_kubeflow(built, case, client("CLAIMED_TEST_KFP2_PYTHON"), tmp_path),
    }
    assert {way: line(text, case) for way, text in found.items()} == dict.fromkeys(found, expected)


def line(text, case):
    """The one line that the script prints, wherever a client puts it."""
    at = [one.index(case.start) for one in text.splitlines() if case.start in one]
    lines = [one for one in text.splitlines() if case.start in one]
    return lines[0][at[0] :].rstrip() if lines else text[-2000:]


def as_its_authors_do(case, root, client):
    if case.script.endswith(".ipynb"):
        command = [client("CLAIMED_TEST_PAPERMILL_PYTHON"), "-m", "papermill", case.script, os.devnull, *case.argv]
        done = subprocess.run([*command, "--log-output", "-k", "python3"], cwd=root, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return line(done.stderr, case)
    return line(run(sys.executable, case.script, *case.argv, cwd=root), case)


def adopted(case, root, repository):
    """The repository, set up and one operator of it built."""
    run(PROGRAM, "init", "--ci", "none", "--repository", repository, cwd=root)
    manifest = root / "pyproject.toml"
    document = tomlkit.parse(manifest.read_text())
    table = document["tool"]["claimed"]
    table |= {"python": "3.11", "base-image": "docker.io/library/python:3.11-slim"}
    tables = table.setdefault("operators", {})
    key = case.script if case.script in tables else case.name
    own = tables.setdefault(key, {})
    own["files"] = [*own.get("files", ()), *case.files]
    manifest.write_text(tomlkit.dumps(document))
    run(PROGRAM, "check", cwd=root)
    run(PROGRAM, "list", cwd=root)
    run(PROGRAM, "build", case.name, "--images", "build", cwd=root)
    return Built(root, "")


def by_cwltool(built, case, program, folder):
    options = [f"--{name}" if text == "true" else f"--{name}={text}" for name, text in case.values.items()]
    command = [program, "--outdir", str(folder / "cwl"), str(built.artifact(case.name, "cwl")), *options]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    return done.stdout + done.stderr


def by_kubeflow(built, case, python, folder):
    script = """
import json, sys
from kfp import components, local
local.init(runner=local.DockerRunner(), pipeline_root="outputs")
values = json.loads(sys.argv[2])
operator = components.load_component_from_file(sys.argv[1])
kinds = {one: spec.type for one, spec in operator.component_spec.inputs.items()}
of = {"Integer": int, "Float": float, "NUMBER_INTEGER": int, "NUMBER_DOUBLE": float}
truth = lambda text: text == "true"
operator(**{one: of.get(kinds[one], truth if kinds[one] in ("Boolean", "BOOLEAN") else str)(text)
            for one, text in values.items()})
"""
    command = [python, "-c", script, str(built.artifact(case.name, "kfp")), json.dumps(case.values)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=600)
    return done.stdout + done.stderr
