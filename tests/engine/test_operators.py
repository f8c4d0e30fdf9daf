"""Small operators whose images show one thing each."""

import json
import subprocess
import sys
import time
import uuid
from pathlib import Path

import pytest

pytestmark = pytest.mark.engine

PROBE = '''\
"""{description}"""
import json, os

text = os.getenv("text", {text!r})
flag = bool(os.getenv("flag", False))
number = float(os.getenv("number", 0.5))
optional = os.getenv("optional", None)
print(json.dumps([text, flag, number, optional]))
'''

NASTY = "quote \" and ' $HOME ${HOME} `id` $(id) {{ x }} %{if} \\ # !! \t é😀 <<EOF"


def answer(output):
    return json.loads(output.splitlines()[-1])


def test_texts_stay_data_in_image_and_labels(small):
    built = small(PROBE.format(description=f"First line.\n\n{NASTY}".replace("\\", "\\\\"), text=NASTY))
    assert answer(built.docker_run("probe")) == [NASTY, False, 0.5, None]
    assert answer(built.docker_run("probe", "--text", f"{NASTY}\nnew", "--flag", "yes", "number=-1e3")) == [
        f"{NASTY}\nnew",
        True,
        -1000.0,
        None,
    ]
    inspect = ["docker", "image", "inspect", "--format", "{{json .Config.Labels}}", built.image("probe")]
    labels = json.loads(subprocess.check_output(inspect))
    assert labels["org.opencontainers.image.description"] == built.operators["probe"]["description"]
    assert labels["org.opencontainers.image.title"] == "probe"


READS_ARGUMENTS = '''\
"""Trains a model."""
import argparse, json, pathlib

parser = argparse.ArgumentParser()
parser.add_argument("data", type=pathlib.Path, help="the data")
parser.add_argument("--num-epochs", "-n", type=int, default=5, help="how many (default: %(default)s)")
parser.add_argument("--mode", choices=["fast", "slow"], default="fast", help="which way")
parser.add_argument("--sizes", type=float, nargs="+", default=[1, 2], help="the sizes")
parser.add_argument("--no-cache", dest="cache", action="store_false", help="read again")
parser.add_argument("--api-token", help="the token")
seen = vars(parser.parse_args())
words = pathlib.Path("/proc/self/cmdline").read_text()
print(json.dumps([str(seen.pop("data")), seen, "Blue7" in words]))
'''


def test_a_script_that_reads_its_arguments(small):
    built = small(READS_ARGUMENTS)
    usual = {"num_epochs": 5, "mode": "fast", "sizes": [1, 2], "cache": True, "api_token": None}
    assert answer(built.docker_run("probe", "data=-x")) == ["-x", usual, False]
    words = ["--data", "x y", "-n", "7", "--no-cache", "--sizes", "-0.5", "3", "mode=slow"]
    changed = {"num_epochs": 7, "mode": "slow", "sizes": [-0.5, 3.0], "cache": False, "api_token": None}
    assert answer(built.docker_run("probe", *words)) == ["x y", changed, False]
    environment = {"data": "x", "num_epochs": "7", "sizes": "4 5", "cache": "no", "api_token": "Blue7"}
    options = [word for name, text in environment.items() for word in ("--env", f"{name}={text}")]
    given = {**usual, "num_epochs": 7, "sizes": [4.0, 5.0], "cache": False, "api_token": "Blue7"}
    assert answer(built.docker_run("probe", options=options)) == ["x", given, False]
    refused = ["docker", "run", "--rm", built.image("probe"), "--data", "x", "--mode", "quick"]
    done = subprocess.run(refused, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (2, "claimed: --mode must be one of fast, slow, not 'quick'\n")


def test_strange_file_names(small):
    name = "operators/My 'odd' $(name) {{x}} 2.py"
    files = {"operators/data/it's $HOME.txt": "found"}
    script = '"""Odd."""\nprint(open("data/it\'s $HOME.txt").read())\n'
    built = small(
        script, name, files, manifest="[tool.claimed.operators.my--odd----name----x---2]\nfiles=['operators/data']"
    )
    assert built.docker_run("my--odd----name----x---2") == "found\n"


def test_a_command_passes_through_the_entry_point(small):
    built = small(PROBE.format(description="Probe.", text="x"))
    assert answer(built.docker_run("probe", "/opt/claimed/run", "--number", "2")) == ["x", False, 2.0, None]
    assert built.docker_run("probe", "echo", "--number", "2") == "--number 2\n"


def test_a_traceback_shows_the_user_s_own_lines(small):
    built = small('"""Fails."""\n\n\ndef inner():\n    raise ValueError("no")\n\n\ninner()\n')
    completed = subprocess.run(["docker", "run", "--rm", built.image("probe")], capture_output=True, text=True)
    assert completed.returncode == 1
    assert completed.stderr.splitlines() == [
        "Traceback (most recent call last):",
        '  File "/opt/app-root/src/operators/probe.py", line 8, in <module>',
        "    inner()",
        '  File "/opt/app-root/src/operators/probe.py", line 5, in inner',
        '    raise ValueError("no")',
        "ValueError: no",
    ]


def test_a_stopped_container_ends_at_once_and_cleans_up(small):
    script = '"""Waits."""\nimport time\n\ntry:\n    print("begun", flush=True)\n    time.sleep(60)\nfinally:\n    print("cleaned up")\n'
    built = small(script)
    command = ["docker", "run", "--rm", "--name", "claimed-stopped", built.image("probe")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "begun\n"
        begun = time.monotonic()
        subprocess.run(["docker", "stop", "--time", "30", "claimed-stopped"], check=True, capture_output=True)
        assert process.stdout.read() == "cleaned up\n"
    assert process.returncode == 143
    assert time.monotonic() - begun < 15


def test_requirement_files_helpers_and_system_packages(small):
    # a step that ran before would say nothing
    never = f"never-{uuid.uuid4().hex}"
    built = small(
        f'"""Imports."""\n# pip install -r ~/requirements.txt\n# apt install hello\n# dnf install {never}\n'
        "import subprocess, iniconfig, _helper\n"
        'print(_helper.VALUE, iniconfig.__name__, subprocess.check_output("hello", text=True))\n',
        files={
            "requirements.txt": "-r more/base.txt\n",
            "more/base.txt": "iniconfig==2.1.0\n",
            "operators/_helper.py": "VALUE = 7\n",
        },
        manifest='[tool.claimed.operators.probe]\nfiles = ["operators/_helper.py"]\n',
    )
    assert built.docker_run("probe") == "7 iniconfig Hello, world!\n\n"
    assert f"claimed: skipped, since this base image has no dnf: dnf install {never}" in built.output


def notebook(*cells):
    return json.dumps(
        {
            "cells": [
                {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": 1, "source": cell}
                for cell in cells
            ],
            "metadata": {"kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"}},
            "nbformat": 4,
            "nbformat_minor": 4,
        }
    )


def test_a_notebook_with_magics_brings_ipython_and_installs_nothing_at_start(small):
    cells = [
        "!pip install iniconfig==2.1.0\nimport iniconfig, os",
        "word = os.getenv('word', 'hello')",
        "if word:\n    !echo shell says $word",
        "%%bash\npip install iniconfig==2.1.0 --upgrade\necho from bash",
        "raise KeyError(word)",
    ]
    built = small(notebook(*cells), "operators/probe.ipynb")
    command = ["docker", "run", "--rm", "--network", "none", built.image("probe"), "--word", "hi"]
    completed = subprocess.run(command, capture_output=True, text=True)
    assert completed.stdout == "shell says hi\nfrom bash\n"
    assert completed.returncode == 1
    assert completed.stderr.splitlines() == [
        "Traceback (most recent call last):",
        '  File "probe.ipynb, cell 5", line 1, in <module>',
        "    raise KeyError(word)",
        "KeyError: 'hi'",
    ]


def test_a_declared_output_that_is_not_written_fails_where_it_is_wanted(small):
    built = small('"""Forgets."""\nimport os\nos.environ["result"] = "result.txt"\n')
    built.docker_run("probe")
    output = subprocess.run(
        ["docker", "run", "--rm", built.image("probe"), "--result", "/tmp/x"], capture_output=True, text=True
    )
    assert output.returncode == 1
    assert "claimed: output 'result' was declared but never written" in output.stderr


def test_a_failing_installation_names_the_operator_and_shows_its_output(small, tmp_path):
    with pytest.raises(AssertionError) as failure:
        small('"""Bad."""\n# pip install claimed-has-no-such-package\n')
    text = str(failure.value)
    assert "the image of probe could not be built or pushed" in text
    assert "No matching distribution found for claimed-has-no-such-package" in text
    catalog = json.loads((tmp_path / "small" / "dist" / "claimed" / "catalog.json").read_text())
    assert [one.get("digest") for one in catalog["operators"]] == [None]


def test_the_same_tree_gives_the_same_image(small, tmp_path):
    script = '"""Repeats."""\n# pip install iniconfig==2.1.0\n# apt install hello\nimport iniconfig\n'
    built = small(script)
    time.sleep(1)
    metadata = tmp_path / "metadata.json"
    command = ["docker", "buildx", "bake", "--file", "dist/claimed/docker-bake.json", "--load", "--no-cache"]
    subprocess.run([*command, "--metadata-file", metadata], cwd=built.root, check=True, capture_output=True)
    assert json.loads(metadata.read_text())["probe"]["containerimage.digest"] == built.operators["probe"]["digest"]


def test_bake_runs_by_hand_from_the_project_s_folder(small, tmp_path):
    built = small(PROBE.format(description="Probe.", text="by hand"))
    subprocess.run(["docker", "image", "rm", "--force", built.image("probe")], check=True, capture_output=True)
    command = ["docker", "buildx", "bake", "--file", "dist/claimed/docker-bake.json", "--load"]
    subprocess.run(command, cwd=built.root, check=True, capture_output=True)
    assert answer(built.docker_run("probe"))[0] == "by hand"


def test_no_engine_is_said_before_anything_is_written(tmp_path, repository):
    root = tmp_path / "project"
    (root / "operators").mkdir(parents=True)
    (root / "operators" / "one.py").write_text('"""One."""\n')
    (root / "pyproject.toml").write_text(f'[tool.claimed]\nrepository = "{repository}"\nversion = "1"\n')
    command = [Path(sys.executable).parent / "hatch-claimed", "-C", str(root), "build", "--images", "build"]
    environment = {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "DOCKER_HOST": "unix:///nowhere.sock",
        "HOME": str(Path.home()),
    }
    completed = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert completed.returncode == 3
    assert "no Docker engine runs: start it." in completed.stderr
    assert not (root / "dist").exists()
