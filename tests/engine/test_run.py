"""`hatch-claimed run` on both engines: the same outputs, exit codes and signals, and images of others."""

import json
import os
import shutil
import signal
import subprocess
import sys
import uuid
from pathlib import Path

import pytest

pytestmark = pytest.mark.engine

PROGRAM = Path(sys.executable).parent / "hatch-claimed"

SCRIPTS = {
    "count.py": '''\
"""Counts."""
# pip install iniconfig==2.1.0
import os, sys
import iniconfig

count = int(os.getenv("count"))
source = os.getenv("source", "data/in.txt")
code = int(os.getenv("code", 0))
os.environ["result"] = "result.txt"
with open("result.txt", "w") as file:
    file.write(open(source).read() * count + iniconfig.__name__)
print("counted", len(os.getenv("api_key", "")), flush=True)
sys.exit(code)
''',
    "counts.R": """\
#' Counts.
count <- as.integer(Sys.getenv("count"))
source <- Sys.getenv("source", "data/in.txt")
Sys.setenv(result = "result.txt")
cat(strrep(readLines(source, warn = FALSE), count), file = "result.txt")
""",
    "shares.py": """\
import os

status = os.statvfs("/dev/shm")
print("shared", status.f_frsize * status.f_blocks)
with open("/dev/shm/batch", "w") as file:
    file.write("x" * 100)
""",
    "waits.py": """\
import time

try:
    print("begun", flush=True)
    time.sleep(60)
finally:
    print("cleaned up", flush=True)
""",
}
CELLS = ["import os", "count = int(os.getenv('count'))", "source = os.getenv('source', 'data/in.txt')"]
CELLS += ["os.environ['result'] = 'result.txt'\nopen('result.txt', 'w').write(open(source).read() * count)"]


def notebook():
    cells = [
        {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": 1, "source": cell} for cell in CELLS
    ]
    kernel = {"name": "python3", "language": "python", "display_name": "Python 3"}
    return json.dumps({"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 4})


@pytest.fixture(scope="module")
def project(tmp_path_factory, repository):
    root = tmp_path_factory.mktemp("run") / "project"
    (root / "operators").mkdir(parents=True)
    for name, text in {**SCRIPTS, "book.ipynb": notebook()}.items():
        (root / "operators" / name).write_text(text)
    (root / "pyproject.toml").write_text(
        f'[tool.claimed]\nrepository = "{repository}/run"\nversion = "1"\n'
        'base-image = "docker.io/library/python:3.11-slim"\n'
        "[tool.claimed.operators.shares.volumes]\n"
        'shm = { empty-dir = true, medium = "Memory", size-limit = "96Mi", mount-path = "/dev/shm" }\n'
    )
    return root


@pytest.fixture
def data(tmp_path):
    """A folder that belongs to nobody in the image, and that only its owner may write to."""
    folder = tmp_path / "da,ta"
    folder.mkdir(mode=0o755)
    (folder / "in.txt").write_text("ab")
    return folder


def run(root, *arguments, status=0, **environment):
    command = [PROGRAM, "-C", root, "run", *arguments]
    completed = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **environment}, timeout=600)
    assert completed.returncode == status, completed.stdout + completed.stderr
    return completed.stdout


@pytest.mark.parametrize("operator", ["count", "book", "counts"])
def test_both_engines_give_the_same_outputs(project, data, operator):
    results = []
    for engine in ("docker", "process"):
        run(project, operator, "--engine", engine, "--data", data, "--count", "3")
        results.append((data / "result.txt").read_bytes())
        assert (data / "result.txt").stat().st_uid == os.getuid()
        (data / "result.txt").unlink()
    assert results[0] == results[1]
    assert results[0].startswith(b"ababab")


def test_shared_memory_has_the_size_that_the_project_says(project, data):
    assert f"shared {96 * 1024**2}\n" in run(project, "shares", "--engine", "docker", "--data", data)


def test_outputs_elsewhere_and_exit_codes(project, data, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    for engine in ("docker", "process"):
        arguments = ("--engine", engine, "count", "--count", "1", "--data", data)
        run(project, *arguments, "--result", f"{out}/{engine}.txt")
        run(project, *arguments, "--code", "9", status=9)
    assert (out / "docker.txt").read_text() == (out / "process.txt").read_text() == "abiniconfig"


def test_an_engine_is_the_default_and_secrets_are_on_no_command_line(project, data):
    arguments = ("count", "--count", "1", "--data", data, "--api_key", "hush-hush")
    assert "counted 9\n" in run(project, *arguments)
    line = run(project, *arguments, "--dry-run")
    assert line.startswith("docker run --rm --user ")
    assert "hush" not in line
    assert "--env api_key" in line
    assert subprocess.check_output(["sh", "-c", line], text=True, env={**os.environ, "api_key": "123"}) == "counted 3\n"


def test_variables_reach_the_container(project, data):
    said = run(project, "count", "--engine", "docker", "--count", "1", api_key="1234", CLAIMED_DATA_PATH=str(data))
    assert said == "counted 4\n"
    assert (data / "result.txt").read_text() == "abiniconfig"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signals_end_the_container(project, number):
    command = [PROGRAM, "-C", project, "run", "waits", "--engine", "docker"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as process:
        assert process.stdout.readline() == "begun\n"
        # as a terminal does it, to all processes; a request to end goes to one
        os.killpg(process.pid, number) if number == signal.SIGINT else process.send_signal(number)
        assert process.stdout.read() == "cleaned up\n"
    assert process.returncode == 128 + number
    name = json.loads(run(project, "waits", "--dry-run").split()[-1].join('""'))
    assert subprocess.check_output(["docker", "ps", "-q", "--filter", f"ancestor={name}"], text=True) == ""


@pytest.fixture(scope="module")
def foreign(tmp_path_factory, repository):
    """An image that others built: it takes variables, and its first process does nothing about signals."""
    folder = tmp_path_factory.mktemp("foreign")
    (folder / "main.sh").write_text(
        'echo "$greeting, $name"; cat /opt/app-root/src/data/in.txt 2>/dev/null; [ -z "$wait" ] || sleep 60; exit 5\n'
    )
    (folder / "Dockerfile").write_text(
        'FROM docker.io/library/python:3.11-slim\nCOPY main.sh /main.sh\nCMD ["sh", "/main.sh"]\n'
    )
    name = f"{repository}/foreign:1"
    subprocess.run(["docker", "buildx", "build", "-q", "--push", "-t", name, folder], check=True, capture_output=True)
    subprocess.run(["docker", "image", "rm", "--force", name], capture_output=True)
    return name


def test_an_image_of_others_is_pulled_and_gets_variables(foreign, data, tmp_path):
    arguments = ("--component", foreign, "--greeting", "it's", "name=you two", "--data", data)
    assert run(tmp_path, *arguments, status=5) == "it's, you two\nab"
    assert run(tmp_path, *arguments, "--dry-run") == (
        "docker run --rm --mount 'type=bind,\"source="
        + str(data)
        + "\",target=/opt/app-root/src/data' --env 'greeting=it'\"'\"'s' --env 'name=you two' "
        + foreign
        + "\n"
    )


def test_ctrl_c_ends_an_image_of_others(foreign, tmp_path):
    command = [PROGRAM, "run", f"--component={foreign}", "--greeting", "hi", "--wait", "yes"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True, cwd=tmp_path) as process:
        assert process.stdout.readline() == "hi, \n"
        os.killpg(process.pid, signal.SIGINT)
        # it takes no notice, so that Ctrl-C is pressed again
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(1)
        os.killpg(process.pid, signal.SIGINT)
        process.wait(30)
    assert process.returncode == 130
    running = ["docker", "ps", "-q", "--filter", f"ancestor={foreign}"]
    assert subprocess.check_output(running, text=True) == ""


def test_our_own_images_run_by_reference(project, data, tmp_path):
    run(project, "count", "--engine", "docker", "--count", "1", "--data", data)
    image = run(project, "count", "--engine", "docker", "--count", "1", "--dry-run").split(" --count")[0].split()[-1]
    (data / "result.txt").unlink()
    said = run(tmp_path, "--component", image, "--count", "2", "--result", "data/", "--api_key", "12", "--data", data)
    assert said == "counted 2\n"
    assert (data / "result.txt").read_text() == "ababiniconfig"
    assert (data / "result.txt").stat().st_uid == os.getuid()


def test_an_image_that_is_nowhere(tmp_path):
    name = f"127.0.0.1:5000/{uuid.uuid4().hex}/nothing:1"
    command = [PROGRAM, "run", "--component", name]
    completed = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    assert completed.returncode == 4
    assert completed.stderr.startswith(f"pulling {name}\nthe image {name} cannot be pulled: ")


def test_a_base_image_that_is_nowhere(project, tmp_path):
    shutil.copytree(project, tmp_path / "project", ignore=shutil.ignore_patterns("dist", ".hatch"))
    manifest = tmp_path / "project" / "pyproject.toml"
    base = f"127.0.0.1:5000/{uuid.uuid4().hex}/nothing:1"
    manifest.write_text(manifest.read_text().replace("docker.io/library/python:3.11-slim", base))
    command = [PROGRAM, "run", "waits", "--engine", "docker"]
    completed = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path / "project")
    assert completed.returncode == 4
    remedy, other = completed.stderr.splitlines()[-2:]
    assert remedy.startswith(f"the base image {base} cannot be had here: name another `base-image`, such as a mirror")
    assert other == "without any image, `--engine process` runs waits here"
