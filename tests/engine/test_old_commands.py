"""Jobs, components and CWL files of C3, with the images that are built today under the tags that they name."""

import json
import shlex
import subprocess

import pytest
import yaml
from builds import build, run

pytestmark = pytest.mark.engine

BASES = """\
FROM 127.0.0.1:5000/base/python:3.11 AS plain
USER 0
WORKDIR /
ENV HOME= PATH=/usr/local/bin:/usr/bin:/bin
# python3 and no python, and nothing in /opt/app-root
RUN rm -rf /opt/app-root /usr/bin/python /usr/local/bin/python
# as UBI's images have it
FROM plain AS ubi
RUN python3 -m venv /opt/app-root
ENV PATH=/opt/app-root/bin:/usr/local/bin:/usr/bin:/bin
"""
R_BASE = "127.0.0.1:5000/base/r:4.2"
USERS = {"default": (), "any user": ("--user", "12345:0", "--read-only", "--tmpfs", "/tmp")}
SCRIPT = '''\
"""
This is the operator description.
"""

# pip install six==1.17.0

import json
import logging
import os
import subprocess
import sys

import six

# A comment one line above os.getenv is the description of this variable.
input_path = os.getenv('input_path')
num_values = int(os.getenv('num_values', 5))
debug = bool(os.getenv('debug', False))
output_path = os.getenv('output_path', None)
os.environ['table'] = '/tmp/table.csv'

def grid_process(batch_id, input_path, num_values, target_path='data/out', **kwargs):
    os.makedirs(target_path, exist_ok=True)
    with open(f'{target_path}/{batch_id}.txt', 'w') as file:
        file.write(f'{input_path} {num_values}')

if __name__ == '__main__':
    if sys.argv[1:]:
        sys.exit(print(json.dumps([sys.argv[1:], num_values])))
    logging.info(f'Values: {input_path} {num_values} {debug} {output_path}')
    with open(os.environ['table'], 'w') as file:
        file.write('a,b')
    own = ['python' if os.path.exists('/opt/app-root/pyvenv.cfg') else 'python3', __file__, 'num_values=1']
    again = [json.loads(subprocess.check_output(one)) for one in (own, [sys.executable, __file__, 'num_values=1'])]
    strange = [name for name in os.environ if name.startswith('CLAIMED')] + [x for x in sys.path if 'commands' in x]
    print(json.dumps([input_path, num_values, debug, output_path, again, strange, os.environ['PATH'], sys.prefix]))
'''
NOTEBOOK = {
    "cells": [
        {"cell_type": "markdown", "metadata": {}, "source": ["Says a word."]},
        {
            "cell_type": "code",
            "metadata": {},
            "outputs": [],
            "execution_count": None,
            "source": ["import os\n", "word = os.getenv('word', 'none')\n", "print('word', word)"],
        },
    ],
    "metadata": {"kernelspec": {"name": "python3", "language": "python", "display_name": "Python"}},
    "nbformat": 4,
    "nbformat_minor": 5,
}
R_SCRIPT = """\
#' Says a word.
word <- Sys.getenv("word", "none")
count <- as.numeric(Sys.getenv("count", 1))
path <- Sys.getenv("path", NA)
cat("word", word, count, is.na(path), "\\n")
"""
# the image's place, the command of C3's Job, and its working directory, by C3's version and by where it was called
PYTHON_JOBS = [
    (["/opt/app-root/bin/ipython", "/opt/app-root/src/example_script.py"], None),
    (["/opt/app-root/bin/python", "/opt/app-root/src/example_script.py"], None),
    (["/opt/app-root/bin/python", "/opt/app-root/src/claimed_example_script.py"], None),
    (["/opt/app-root/bin/python", "ops/claimed_example_script.py"], "/opt/app-root/src/"),
]
NOTEBOOK_JOBS = [
    (["/opt/app-root/bin/ipython", "/opt/app-root/src/my_nb.py"], None),
    (["/opt/app-root/bin/ipython", "nb/claimed_my-nb.ipynb"], "/opt/app-root/src/"),
]
GRID_JOBS = [("claimed_cgw_example_script.py", "default"), ("gw_example_script.py", "any user")]


@pytest.fixture(scope="module")
def built(repository, tmp_path_factory):
    for stage in ("plain", "ubi"):
        command = ["docker", "buildx", "build", "--push", "-t", f"{repository}/old-{stage}:1", "--target", stage, "-"]
        run(*command, input=BASES)
    root = tmp_path_factory.mktemp("old") / "project"
    files = {
        "ops/example_script.py": SCRIPT,
        "ops/plain_script.py": SCRIPT,
        "nb/my-nb.ipynb": json.dumps(NOTEBOOK),
        "r/say_word.R": R_SCRIPT,
        "pyproject.toml": f"""\
[tool.claimed]
repository = "{repository}/old"
version = "0.1"
python = "3.11"
base-image = "{repository}/old-ubi:1"
r-base-image = "{R_BASE}"
include = ["ops/*.py", "nb/*.ipynb", "r/*.R"]
[tool.claimed.operators.plain-script]
base-image = "{repository}/old-plain:1"
[tool.claimed.operators.my-nb]
base-image = "{repository}/old-plain:1"
[tool.claimed.grid-wrappers.example-script]
backend = "local"
""",
    }
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return build(root, "build")


def job(image, command, folder=None, **values):
    """A Job as C3 writes it, with values filled in."""
    where = f"        workingDir: {folder}\n" if folder else ""
    variables = "".join(
        f"        - name: {name}\n          value: {json.dumps(text)}\n" for name, text in values.items()
    )
    return f"""\
apiVersion: batch/v1
kind: Job
metadata:
  name: example-script
spec:
  template:
    spec:
      containers:
      - name: example-script
        image: {image}
{where}        command: {json.dumps(command)}
        env:
{variables}      restartPolicy: OnFailure
      imagePullSecrets:
        - name: image_pull_secret
"""


def start(text, user="default", options=()):
    """Run the container of a Job as a kubelet does: its command is in the place of the ENTRYPOINT."""
    container = yaml.safe_load(text)["spec"]["template"]["spec"]["containers"][0]
    variables = [word for one in container["env"] for word in ("-e", f"{one['name']}={one['value']}")]
    folder = ["-w", container["workingDir"]] if "workingDir" in container else []
    program, *words = container["command"]
    entry = ["--entrypoint", program, *folder, *variables, *USERS[user], *options, container["image"], *words]
    command = ["docker", "run", "--rm", "--network", "none", *entry]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    return done.returncode, done.stdout, done.stderr


PATHS = {
    "example-script": ("/opt/app-root/bin:/usr/local/bin:/usr/bin:/bin", "/opt/app-root"),
    "plain-script": ("/usr/local/bin:/usr/bin:/bin", "/usr"),
}


def seen(name, *values):
    """What the script says that it sees: its own file, started again, is plain Python and takes no values."""
    plain = [["num_values=1"], int(values[1])]
    return [*values, [plain, plain], [], *PATHS[name]]


@pytest.mark.parametrize(("name", "user"), [*zip(PATHS, USERS, strict=True)])
@pytest.mark.parametrize(("command", "folder"), PYTHON_JOBS)
def test_a_job_of_c3_runs_the_operator(built, name, command, folder, user):
    words = [word.replace("example_script", name.replace("-", "_")) for word in command]
    text = job(built.image(name), words, folder, log_level="INFO", input_path="data/", num_values="7", debug="False")
    code, out, err = start(text, user)
    assert code == 0, err
    log, said = out.splitlines()
    assert log.endswith(" INFO Values: data/ 7 False None")
    assert json.loads(said) == seen(name, "data/", 7, False, None)


def test_a_job_of_c3_is_checked(built):
    command, folder = PYTHON_JOBS[0]
    code, out, err = start(job(built.image("example-script"), command, folder, input_path="x", num_values="value_of_n"))
    assert (code, out) == (2, "")
    assert "claimed: environment variable num_values must be an Integer, not 'value_of_n'" in err


@pytest.mark.parametrize(("job_of_c3", "user"), [*zip(NOTEBOOK_JOBS, USERS, strict=True)])
def test_a_job_of_a_notebook_runs_without_ipython(built, job_of_c3, user):
    code, out, err = start(job(built.image("my-nb"), *job_of_c3, word="thing"), user)
    assert (code, out) == (0, "word thing\n"), err


@pytest.mark.parametrize(("file", "user"), GRID_JOBS)
def test_a_job_of_a_grid_wrapper_shares_out_its_batches(built, file, user, scratch):
    (scratch / "schedule.json").write_text('{"a": "", "b": ""}')
    values = {
        "gw_batch_file": "data/schedule.json",
        "gw_coordinator_path": "data/gw_coordinator",
        "input_path": "data/*",
    }
    command = ["/opt/app-root/bin/python", f"/opt/app-root/src/{file}"]
    text = job(built.image("gw-example-script"), command, num_values="100", gw_max_time_wait_staggering="0", **values)
    code, out, err = start(text, user, ["-v", f"{scratch}:/opt/app-root/src/data/"])
    assert code == 0, err
    assert "2 of 2 batches are processed" in out
    assert {path.name: path.read_text() for path in (scratch / "out").iterdir()} == {
        "a.txt": "data/* 100",
        "b.txt": "data/* 100",
    }


@pytest.mark.parametrize(
    ("called", "user"),
    [("python ./example_script.py", "default"), ("python ./ops/claimed_example_script.py", "any user")],
)
def test_a_component_of_c3_runs_the_operator_and_hands_its_output_on(built, called, user):
    shell = f'{called} log_level="${{0}}" input_path="${{1}}" num_values="${{2}}" debug="${{3}}" output_path="${{4}}" table="${{5}}" HOME="${{6}}" '
    values = ["INFO", "it's data", "5", "False", "None", "/tmp/outputs/table/data", "/x"]
    look = f"{shell}\ncat /tmp/outputs/table/data"
    container = ["docker", "run", "--rm", "--network", "none", *USERS[user], "--entrypoint", "sh"]
    # by Kubernetes, and by kfp's local runner, which appends the command to the ENTRYPOINT
    for words in ([*container, built.image("example-script")], [*container[:-2], built.image("example-script"), "sh"]):
        done = subprocess.run([*words, "-ec", look, *values], capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stderr
        said = done.stdout.splitlines()
        assert json.loads(said[1]) == seen("example-script", "it's data", 5, False, None)
        assert said[2] == "a,b"
        assert "claimed: not known to this operator, and left in the environment, as C3 does: HOME" in done.stderr


@pytest.mark.parametrize(
    ("called", "user"), [("Rscript ./say_word.R", "default"), ("Rscript r/claimed_say_word.R", "any user")]
)
def test_old_commands_of_r_run_the_operator(built, called, user):
    text = job(built.image("say-word"), shlex.split(called), "/home/docker/", word="thing", count="2")
    code, out, err = start(text, user)
    assert (code, out) == (0, "word thing 2 TRUE \n"), err
    container = ["docker", "run", "--rm", "--network", "none", *USERS[user], "--entrypoint", "sh"]
    shell = f'{called} log_level="${{0}}" word="${{1}}" count="${{2}}" path="${{3}}"'
    command = [*container, built.image("say-word"), "-ec", shell, "INFO", "it's a=b", "3", "NA"]
    assert run(*command) == "word it's a=b 3 TRUE \n"


def test_everything_else_is_the_programs_of_the_base(built):
    places = "import sys; print(sys.executable, sys.prefix, sys.argv)"
    for name, python, prefix in [
        ("example-script", "/opt/app-root/bin/python", "/opt/app-root"),
        ("plain-script", "/usr/bin/python3", "/usr"),
    ]:
        for called in ("python", "/opt/app-root/bin/python"):
            options = ("--entrypoint", called)
            assert built.docker_run(name, "-c", places, "a=b", options=options) == f"{python} {prefix} ['-c', 'a=b']\n"
    container = ["docker", "run", "--rm", "--entrypoint", "/opt/app-root/bin/ipython", built.image("my-nb"), "other.py"]
    done = subprocess.run(container, capture_output=True, text=True, timeout=300)
    assert (done.returncode, done.stdout) == (127, "")
    assert done.stderr.startswith("claimed: IPython is not installed in this image: its `ipython` starts the operator")


def test_a_tool_of_cwl_that_names_the_file_runs_the_operator(built, client, tmp_path):
    tool = {
        "cwlVersion": "v1.2",
        "class": "CommandLineTool",
        "baseCommand": ["/opt/app-root/bin/ipython", "/opt/app-root/src/example_script.py"],
        "hints": {"DockerRequirement": {"dockerPull": built.image("example-script")}},
        "inputs": {
            name: {"type": "string", "default": text, "inputBinding": {"position": number, "prefix": f"--{name}"}}
            for number, (name, text) in enumerate(
                [("log_level", "INFO"), ("input_path", "data"), ("num_values", "9")], 1
            )
        },
        "outputs": [],
        "stdout": "said.txt",
    }
    tool["outputs"] = {"said": {"type": "stdout"}}
    path = tmp_path / "tool.cwl"
    path.write_text(json.dumps(tool))
    run(client("CLAIMED_TEST_CWLTOOL"), "--quiet", "--disable-pull", "--outdir", str(tmp_path / "out"), str(path))
    assert "Values: data 9 False None" in (tmp_path / "out/said.txt").read_text()
