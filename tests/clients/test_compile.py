"""`hatch-claimed compile`, with the SDKs of Kubeflow in environments of their own."""

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

MANIFEST = """
[tool.claimed]
repository = "registry.example.com/team"
version = "1.0"

[tool.claimed.workflows.two-tables]
inputs = { counts = [1, 2] }
[tool.claimed.workflows.two-tables.steps.make]
scatter = { count = "{inputs.counts}" }
"""
MAKE = (
    '"""Makes a table."""\nimport os\n# how many\ncount = int(os.getenv("count", 5))\n'
    '# a table\nos.environ["table"] = "table.csv"\n'
)
PROGRAM = str(Path(sys.executable).parent / "hatch-claimed")


@pytest.fixture
def compile_in(tmp_path):
    """Call `hatch-claimed compile` in a project of one workflow."""
    (tmp_path / "operators").mkdir()
    (tmp_path / "operators" / "make.py").write_text(MAKE)
    (tmp_path / "pyproject.toml").write_text(MANIFEST)

    def call(*arguments):
        return subprocess.run([PROGRAM, "compile", *arguments], cwd=tmp_path, capture_output=True, text=True)

    return call


@pytest.mark.parametrize(
    ("target", "variable", "first"),
    [
        ("ir", "CLAIMED_TEST_KFP2_PYTHON", ("pipelineInfo", {"name": "two-tables"})),
        ("argo", "CLAIMED_TEST_KFP1_PYTHON", ("apiVersion", "argoproj.io/v1alpha1")),
        ("tekton", "CLAIMED_TEST_TEKTON_PYTHON", ("apiVersion", "tekton.dev/v1")),
    ],
)
def test_a_workflow_is_compiled(compile_in, client, tmp_path, target, variable, first):
    done = compile_in("two-tables", "--to", target, "--python", client(variable))
    assert (done.returncode, done.stdout, done.stderr) == (0, f"two_tables.{target}.yaml\n", "")
    text = (tmp_path / f"two_tables.{target}.yaml").read_text()
    key, value = first
    assert yaml.safe_load(text)[key] == value
    assert "registry.example.com/team/claimed-make:1.0" in text
    assert not (tmp_path / "dist").exists()


@pytest.mark.parametrize(("target", "requirement"), [("ir", "kfp>=2.13"), ("tekton", "kfp-tekton>=1.9")])
def test_an_sdk_that_is_missing_is_named(compile_in, tmp_path, target, requirement):
    done = compile_in("two-tables", "--to", target)
    assert done.returncode == 1
    assert done.stderr == (
        f"{sys.executable} has no SDK of Kubeflow that compiles to {target}: it wants `{requirement}`.\n"
        "    Make an environment for it, and name its Python with --python:\n"
        f"    python3.11 -m venv kubeflow && kubeflow/bin/pip install '{requirement}' 'setuptools<70'\n"
        f"    hatch-claimed compile two-tables --to {target} --python kubeflow/bin/python\n"
    )
    assert not (tmp_path / f"two_tables.{target}.yaml").exists()


def test_a_python_that_is_missing_is_said(compile_in):
    done = compile_in("two-tables", "--python", "no-python")
    assert (done.returncode, done.stderr) == (
        1,
        "no-python cannot be run: No such file or directory\n    Name a Python with --python.\n",
    )


def test_a_workflow_that_is_missing_is_said(compile_in):
    done = compile_in("two-table")
    assert done.returncode == 2
    assert done.stderr.endswith("there is no workflow 'two-table'. Did you mean 'two-tables'?\n")
