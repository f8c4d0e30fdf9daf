"""Images on other people's bases: what gets the packages is what runs, for any user."""

import json
import subprocess
import sys
import uuid
from pathlib import Path

import pytest
from builds import build, run

pytestmark = pytest.mark.engine

HERE = Path(__file__).parent
PYTHON = "127.0.0.1:5000/base/python:3.11"
GEO = "/opt/conda/envs/geo"
USERS = {
    "default": (),
    "any user": ("--user", "12345:6789", "--read-only", "--tmpfs", "/tmp"),
}
SCRIPT = '''\
"""Says what it runs with."""

# pip install {line}

import json
import os
import sys
from importlib.metadata import version

names = ("PROJ_LIB", "GEO_WORDS", "CONDA_PREFIX", "LD_LIBRARY_PATH", "NVIDIA_PRODUCT_NAME", "JUPYTER_HOOK",
         "PYTHONUSERBASE", "TMPDIR", "NB_USER")
said = {{name: os.environ[name] for name in names if name in os.environ}}
print(json.dumps({{"python": sys.executable, "versions": [version(name) for name in {packages!r}], **said}}))
'''
GEO_SETS = {"python": f"{GEO}/bin/python", "PROJ_LIB": f"{GEO}/share/proj", "CONDA_PREFIX": GEO}
# the base, the line, the packages that are there, and what the script sees
BASES = {
    "own-user": ("six==1.17.0", ["humanize", "six"], {"PYTHONUSERBASE": "/home/app/.local"}),
    "own-root": ("humanize==4.12.3 six==1.17.0", ["humanize", "six"], {"PYTHONUSERBASE": "/root/.local"}),
    "by-entry-point": ("six==1.17.0", ["humanize", "six"], {**GEO_SETS, "GEO_WORDS": "it's 1000"}),
    "by-shell": ("--user six==1.17.0", ["humanize", "six"], {**GEO_SETS, "GEO_WORDS": "it's 0"}),
    "by-both": ("six==1.17.0", ["humanize", "six"], {**GEO_SETS, "GEO_WORDS": "it's 0"}),
    "cuda": (
        "six==1.17.0",
        ["six"],
        {"LD_LIBRARY_PATH": "/usr/local/cuda/compat:/usr/local/nvidia/lib", "NVIDIA_PRODUCT_NAME": "CUDA"},
    ),
    "jupyter": ("six==1.17.0", ["six"], {"JUPYTER_HOOK": "ran", "NB_USER": "jovyan"}),
    "server": ("six==1.17.0", ["six"], {}),
}
VERSIONS = {"humanize": "4.12.3", "six": "1.17.0"}


@pytest.fixture(scope="module")
def bases(repository):
    """The base images, built together and pushed; each by the name of its stage."""
    stages = [line.split()[-1] for line in (HERE / "bases" / "Dockerfile").read_text().splitlines() if " AS " in line]
    targets = {
        stage: {
            "context": str(HERE / "bases"),
            "target": stage,
            "args": {"PYTHON": PYTHON, "ONCE": uuid.uuid4().hex},
            "tags": [f"{repository}/base-{stage}:1"],
            "attest": ["type=provenance,disabled=true"],
        }
        for stage in stages
    }
    document = json.dumps({"target": targets})
    run("docker", "buildx", "bake", "--push", "--file", "-", *stages, input=document)
    return {stage: f"{repository}/base-{stage}:1" for stage in stages}


def project(root, repository, **operators):
    """A project of operators, by their bases' references and their scripts."""
    manifest = f'[tool.claimed]\nrepository = "{repository}/bases"\nversion = "1"\npython = "3.11"\n'
    (root / "operators").mkdir(parents=True)
    for name, (base, script) in operators.items():
        manifest += f'[tool.claimed.operators.{name}]\nbase-image = "{base}"\n'
        (root / "operators" / f"{name.replace('-', '_')}.py").write_text(script)
    (root / "pyproject.toml").write_text(manifest)
    return root


def refused(root):
    """What a build says that must not succeed."""
    command = [Path(sys.executable).parent / "hatch-claimed", "-C", str(root), "build", "--images", "build"]
    completed = subprocess.run(command, capture_output=True, text=True, timeout=600)
    assert completed.returncode == 4, completed.stdout + completed.stderr
    return completed.stderr


@pytest.fixture(scope="module")
def built(bases, repository, tmp_path_factory):
    operators = {
        stage: (bases[stage], SCRIPT.format(line=line, packages=packages))
        for stage, (line, packages, _) in BASES.items()
    }
    return build(project(tmp_path_factory.mktemp("bases") / "project", repository, **operators), "build")


@pytest.mark.parametrize("user", USERS)
@pytest.mark.parametrize("stage", BASES)
def test_what_got_the_packages_is_what_runs(built, stage, user):
    _, packages, sets = BASES[stage]
    said = json.loads(built.docker_run(stage, options=USERS[user]))
    expected = {"python": "/usr/bin/python3", "versions": [VERSIONS[name] for name in packages], **sets}
    if said["python"].startswith("/usr"):
        said["python"] = "/usr/bin/python3"
    assert said == expected


def test_who_sets_a_variable_has_the_last_word(built):
    said = json.loads(built.docker_run("by-entry-point", options=("-e", "PROJ_LIB=/mine")))
    assert (said["PROJ_LIB"], said["python"]) == ("/mine", f"{GEO}/bin/python")
    said = json.loads(built.docker_run("cuda", options=("-e", "LD_LIBRARY_PATH=")))
    assert (said["LD_LIBRARY_PATH"], said["NVIDIA_PRODUCT_NAME"]) == ("", "CUDA")


def test_a_command_has_the_environment_too(built):
    assert built.docker_run("by-entry-point", "printenv", "PROJ_LIB") == f"{GEO}/share/proj\n"


def test_an_entry_point_that_starts_something_else_is_told(built):
    assert "the base image's entry point starts no command" in built.output


def test_nothing_of_the_build_or_the_session_is_kept(built):
    kept = built.docker_run("jupyter", "cat", "/opt/claimed/environment")
    names = {line.partition("export ")[2].partition("=")[0] for line in kept.splitlines()}
    assert names == {"JUPYTER_HOOK", "XDG_CONFIG_HOME"}


def test_a_requirement_that_is_not_found_afterwards_stops_the_build(bases, repository, tmp_path):
    script = SCRIPT.format(line="six==1.17.0 humanize==4.12.3", packages=["six"])
    said = refused(project(tmp_path / "project", repository, lost=(bases["elsewhere"], script)))
    assert "claimed: 'six' is not found by /usr/" in said
    assert "operators/lost.py:3: `six==1.17.0 humanize==4.12.3` is not where those who run the image find it" in said


def test_a_python_that_is_too_old_stops_the_build(bases, repository, tmp_path):
    script = '"""Nothing."""\nprint("ran")\n'
    said = refused(project(tmp_path / "project", repository, aged=(bases["old"], script)))
    assert "claimed: the base image has Python 3.8.20, and operators need Python 3.9 or newer: choose another" in said


def test_a_base_without_a_shell_stops_the_build_and_the_lock(bases, repository, tmp_path):
    script = '"""Nothing."""\n# pip install six\nprint("ran")\n'
    root = project(tmp_path / "project", repository, silent=(bases["bare"], script))
    assert "the base image has no shell, and nothing can be installed in it" in refused(root)
    command = [Path(sys.executable).parent / "hatch-claimed", "-C", str(root), "lock"]
    completed = subprocess.run(command, capture_output=True, text=True, timeout=600)
    assert completed.returncode == 1
    assert f"silent starts from {bases['bare']}, which has no shell" in completed.stdout + completed.stderr
