"""`hatch-claimed run --engine process`, really run: in environments that are made, and kept."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from needs import NEEDS_R, missing

PROGRAM = Path(sys.executable).parent / "hatch-claimed"
VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"

PYTHON = '''\
"""Counts."""
# pip install iniconfig==2.1.0
import os
import iniconfig

count = int(os.getenv("count"))
word = os.getenv("word", "x")
loud = bool(os.getenv("loud", False))
os.environ["result"] = "result.txt"
with open("result.txt", "w") as file:
    file.write(f"{word * count}{'!' if loud else ''} {iniconfig.__name__} {open('table.txt').read()}")
'''
R = """\
#' Counts.
count <- as.integer(Sys.getenv("count"))
word <- Sys.getenv("word", "x")
Sys.setenv(result = "result.txt")
cat(strrep(word, count), file = "result.txt")
"""
FAILS = '"""Fails."""\nimport os, sys\n\nsys.exit(int(os.getenv("code", 7)))\n'
WAITS = '''\
"""Waits."""
import time

try:
    print("begun", flush=True)
    time.sleep(60)
finally:
    print("cleaned up", flush=True)
'''
# operators that write the same, with what they write beside it
KINDS = [("count", "{} iniconfig table"), pytest.param("counts", "{}", marks=NEEDS_R)]
TELLS = '"""Tells."""\nimport os\n\nprint(len(os.environ["api_key"]))\n'


def notebook(*cells):
    cells = [
        {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": 1, "source": cell} for cell in cells
    ]
    kernel = {"name": "python3", "language": "python", "display_name": "Python 3"}
    return json.dumps({"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 4})


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def runs(workspace, cache):
    """A project with operators of all kinds; its environments are made once for all tests."""
    workspace.environment["CLAIMED_CACHE_DIR"] = str(cache)
    workspace.file(
        "pyproject.toml",
        f'[tool.claimed]\nrepository = "registry.example.com/demo"\nversion = "1"\npython = "{VERSION}"\n'
        f'base-image = "docker.io/library/python:{VERSION}-slim"\n'
        '[tool.claimed.operators.count]\nfiles = ["operators/table.txt"]\n'
        '[tool.claimed.grid-wrappers.tell]\nparameters = { api_key = "{batch}" }\n',
    )
    scripts = {"count.py": PYTHON, "fails.py": FAILS, "waits.py": WAITS, "tell.py": TELLS, "table.txt": "table"}
    scripts["book.ipynb"] = notebook(
        "import os\nword = os.getenv('word', 'hello')", "open('data/said', 'w').write(word)"
    )
    scripts["counts.R"] = R
    for name, text in scripts.items():
        workspace.file(f"operators/{name}", text)
    return workspace


def run(runs, *arguments, status=0, **environment):
    return runs.run(PROGRAM, "run", *arguments, status=status, **environment)


def test_a_python_operator_leaves_its_output_in_the_current_folder(runs):
    said = run(runs, "count", "--engine", "process", "--count", "2", "word=yo", "--loud")
    assert said in {"", "count: making its environment, once for all runs\n"}
    assert (runs.root / "result.txt").read_text() == "yoyo! iniconfig table"
    # the second run makes nothing, and leaves nothing of ours behind
    begun = time.monotonic()
    assert run(runs, "--engine", "process", "count", "--count", "1") == ""
    assert time.monotonic() - begun < 10
    assert (runs.root / "result.txt").read_text() == "x iniconfig table"
    assert {path.name for path in runs.root.iterdir()} == {"operators", "pyproject.toml", "result.txt"}


def test_outputs_go_where_they_are_asked_for(runs, tmp_path):
    run(runs, "count", "--engine", "process", "--count", "1", "--result", f"{tmp_path}/other.txt")
    assert (tmp_path / "other.txt").read_text() == "x iniconfig table"
    (tmp_path / "data").mkdir()
    run(runs, "count", "--engine", "process", "--count", "1", "--data", tmp_path / "data")
    assert (tmp_path / "data" / "result.txt").read_text() == "x iniconfig table"
    run(runs, "count", "--engine", "process", "--count", "2", CLAIMED_DATA_PATH=str(tmp_path / "data"))
    assert (tmp_path / "data" / "result.txt").read_text() == "xx iniconfig table"
    assert not (runs.root / "result.txt").exists()


@pytest.mark.parametrize(("operator", "written"), KINDS)
def test_folders_of_outputs_are_made(runs, operator, written):
    run(runs, operator, "--engine", "process", "--count", "1", "--result", "new/folder/")
    assert (runs.root / "new" / "folder" / "result.txt").read_text() == written.format("x")
    (runs.root / "file").write_text("")
    said = run(runs, operator, "--engine", "process", "--count", "1", "--result", "file/", status=2)
    assert said == f"{runs.root}/file cannot be made: File exists\n"


def test_a_notebook_and_the_data_folder(runs, tmp_path):
    run(runs, "book", "--engine", "process", "--data", tmp_path, "--word", "hi")
    assert (tmp_path / "said").read_text() == "hi"


@NEEDS_R
def test_an_r_operator(runs):
    run(runs, "counts", "--engine", "process", "--count", "3", "--word", "ab")
    assert (runs.root / "result.txt").read_text() == "ababab"


@NEEDS_R
def test_r_packages_that_cannot_be_had_are_named(runs):
    runs.file("operators/counts.R", f'install.packages("no.such.package", repos = "file:///nowhere")\n{R}')
    said = run(runs, "counts", "--engine", "process", "--count", "3", status=1)
    assert (
        "the environment of counts cannot be made, since R packages could not be installed: no.such.package. "
        "Install them yourself (apt install r-cran-no.such.package), or run the image with --engine docker. R says:\n"
    ) in said


def test_packages_that_cannot_be_had_are_uv_s_to_explain(runs):
    runs.file("operators/fails.py", f"# pip install no-such-package-of-anybody==1 --no-index\n{FAILS}")
    said = run(runs, "fails", "--engine", "process", status=1)
    assert (
        "the environment of fails cannot be made: Correct the installation lines of the script, or run the image with "
        "--engine docker. uv says:\n"
    ) in said
    assert "no-such-package-of-anybody" in said


def test_exit_codes_come_through(runs):
    run(runs, "fails", "--engine", "process", status=7)
    run(runs, "fails", "--engine", "process", "--code", "0")


def test_untouched_defaults_a_variable_of_the_shell_and_what_is_left(runs):
    runs.file(
        "operators/fails.py",
        '"""Shows."""\nimport os\nn = os.getenv("n", 3)\nopen("notes.txt", "w").close()\nprint(repr(n), "n" in os.environ)\n',
    )
    left = "claimed: left in the working directory, which nobody keeps: notes.txt"
    # makes the environment, if this is the first test
    run(runs, "fails", "--engine", "process")
    said = [
        run(runs, "fails", "--engine", "process"),
        run(runs, "fails", "--engine", "process", "--n", "3"),
        run(runs, "fails", "--engine", "process", n="3"),
        run(runs, "fails", "--engine", "process", n="4"),
    ]
    lines = [sorted(one.splitlines()) for one in said]
    assert lines == [["3 False", left]] * 3 + [["'4' True", left]]


def test_folders_of_files_that_come_along_are_nothing_that_is_left(runs):
    runs.file("operators/fails.py", "import os\nopen('config/a'), open('config/b'), open('operators/config/b')\n")
    runs.file("config/a", "")
    runs.file("operators/config/b", "")
    table = '[tool.claimed.operators.fails]\nfiles = ["config/a", "operators/config/b"]\n'
    runs.file("pyproject.toml", (runs.root / "pyproject.toml").read_text() + table)
    # makes the environment, if this is the first test
    run(runs, "fails", "--engine", "process")
    assert run(runs, "fails", "--engine", "process") == ""


def test_all_that_is_wrong_is_said_at_once(runs):
    said = run(runs, "count", "--engine", "process", "--loud", "maybe", "--words=3", status=2)
    assert said.splitlines()[3:] == [
        "Error: unknown parameter --words: did you mean --word? There are --count, --word, --loud, --log_level, --result",
        "--loud must be a Boolean, not 'maybe': write true or false",
        "no value for count: write it as --count VALUE, or set a variable of that name",
    ]


def test_a_value_that_no_program_takes_is_named_and_not_shown(runs):
    said = run(runs, "tell", "--engine", "process", "--api_key", "k" * 131_070, status=2)
    assert said.splitlines()[-1] == (
        "the value of api_key has 131,078 bytes, and a program takes no more than 131,071: write it into a file below "
        "data/, and hand over its path"
    )
    assert "kkk" not in said


def test_an_unknown_operator(runs):
    assert run(runs, "cuont", status=2).splitlines()[3:] == [
        "Error: there is no operator 'cuont': did you mean count? There are book, count, counts, fails, gw-tell, tell, waits"
    ]


def test_variables_set_parameters_and_secrets_are_on_no_command_line(runs):
    assert run(runs, "tell", "--engine", "process", api_key="12345").startswith("5\n")
    said = run(runs, "tell", "--engine", "process", "--dry-run", "--api_key", "hush-hush")
    assert "hush" not in said
    assert run(runs, "tell", "--engine", "process", "--api_key", "hush-hush") == "9\n"


def test_a_grid_wrapper(runs, tmp_path):
    (tmp_path / "batches.txt").write_text("a,bb")
    arguments = ("--gw_batch_file", "data/batches.txt", "--gw_coordinator_path", "data/coordination")
    arguments += ("--gw_max_time_wait_staggering", "0")
    said = run(runs, "gw-tell", "--engine", "process", "--data", tmp_path, *arguments)
    assert {path.name for path in (tmp_path / "coordination").iterdir()} >= {"a.processed", "bb.processed"}
    assert "2" in said


@pytest.mark.parametrize(("operator", "written"), KINDS)
def test_a_dry_run_can_be_pasted(runs, tmp_path, operator, written):
    run(runs, operator, "--engine", "process", "--count", "1")
    folder = tmp_path / "it's data"
    folder.mkdir()
    arguments = (operator, "--engine", "process", "--count", "2", "--word", "it's", "--data", folder)
    line = run(runs, *arguments, "--dry-run")
    assert not any(folder.iterdir())
    subprocess.run(["sh", "-c", line], check=True, env=runs.environment, cwd=tmp_path)
    assert (folder / "result.txt").read_text() == written.format("it'sit's")


@pytest.fixture
def alone(tmp_path):
    """Variables of a machine without any Python but ours and the system's, from which nothing can be fetched."""
    path = os.pathsep.join((str(Path(sys.executable).parent), "/usr/bin", "/bin"))
    return {
        "HOME": str(tmp_path / "home"),
        "PATH": path,
        "UV_PYTHON_DOWNLOADS": "never",
        "PYENV_ROOT": "",
        "CLAIMED_CACHE_DIR": str(tmp_path / "cache"),
    }


def real_python(minor):
    """A real Python of that version."""
    places = sorted(Path.home().glob(f".pyenv/versions/{minor}.*/bin/python{minor}"))
    found = shutil.which(
        f"python{minor}", path=os.pathsep.join([*map(str, (one.parent for one in places)), os.defpath])
    )
    return found or missing(f"Python {minor}")


@pytest.mark.parametrize(
    ("minor", "place"),
    [
        ("3.12", ".pyenv/versions/3.12.99"),
        ("3.13", "miniconda3/envs/it's new"),
        ("3.13", ".local/share/mise/installs/python/3"),
    ],
)
def test_a_python_that_is_here_is_taken(runs, alone, minor, place):
    runs.file("operators/here.py", '"""Tells its Python."""\nimport sys\n\nprint(*sys.version_info[:2], sep=".")\n')
    program = Path(alone["HOME"], place, "bin", f"python{minor}")
    program.parent.mkdir(parents=True)
    program.symlink_to(real_python(minor))
    assert run(runs, "here", "--python", minor, **alone).splitlines()[0] == minor


def test_a_missing_python_is_told(runs):
    said = run(runs, "fails", "--python", "3.99", status=1)
    # the one that is surely there
    here = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert (
        "the environment of fails cannot be made: The image has Python 3.99, which is not here, and uv cannot fetch it. "
        "Install it, such as by `pyenv install 3.99` or `conda create -n py3.99 python=3.99`, or take another one with "
        f"--python, such as --python {here}, or run the image with --engine docker. uv says:\n"
    ) in said


def test_engines_that_do_not_answer(runs):
    # the fake engine says nothing
    said = run(runs, "fails", "--engine", "docker", status=3)
    assert said == "no Docker engine answers: start it, or take --engine process\n"
    said = run(runs, "--component", "example.com/image:1", "--count", "1", status=3)
    assert said == "no Docker engine answers, and an image needs one: start it\n"
    run(runs, "fails", "--code", "0")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signals_end_the_operator(runs, number):
    run(runs, "fails", "--engine", "process", "--code", "0")
    command = [PROGRAM, "run", "waits", "--engine", "process"]
    with subprocess.Popen(
        command, cwd=runs.root, env=runs.environment, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stdout.readline() == "begun\n"
        # as a terminal does it, to all processes; a request to end goes to one
        os.killpg(process.pid, number) if number == signal.SIGINT else process.send_signal(number)
        assert process.stdout.read() == "cleaned up\n"
    assert process.returncode == 128 + number


def test_two_first_runs_at_once(runs, tmp_path):
    environment = {**runs.environment, "CLAIMED_CACHE_DIR": str(tmp_path / "fresh")}
    folders = [tmp_path / name for name in ("a", "b")]
    processes = []
    for folder in folders:
        folder.mkdir()
        command = [PROGRAM, "run", "count", "--engine", "process", "--count", "1", "--data", folder]
        processes.append(subprocess.Popen(command, cwd=runs.root, env=environment, stderr=subprocess.DEVNULL))
    assert [process.wait() for process in processes] == [0, 0]
    assert [(folder / "result.txt").read_text() for folder in folders] == ["x iniconfig table"] * 2
    assert len([path for path in (tmp_path / "fresh" / "environments").iterdir() if path.is_dir()]) == 1


def complete(runs, words, incomplete):
    text = " ".join(["hatch-claimed", *words, incomplete])
    environment = {"COMP_WORDS": text, "COMP_CWORD": str(len(words) + 1), "_HATCH_CLAIMED_COMPLETE": "bash_complete"}
    return runs.run(PROGRAM, **environment).split()


def test_completion(runs):
    assert complete(runs, ["run"], "c") == ["plain,count", "plain,counts"]
    assert complete(runs, ["run", "count"], "--l") == ["plain,--loud", "plain,--log_level"]
    assert complete(runs, ["run", "count", "--loud"], "t") == ["plain,true"]
    assert complete(runs, ["run", "count", "--engine"], "") == ["plain,docker", "plain,process"]
    assert complete(runs, ["run", "count", "--log_level"], "w") == ["plain,WARNING"]
    runs.file("pyproject.toml", "[tool.claimed\n")
    # a script's path is always possible
    assert complete(runs, ["run"], "c") == ["file,c"]


def test_help_shows_the_interface(runs):
    assert run(runs, "count", "--help").startswith(
        "Usage: hatch-claimed run count [--NAME VALUE]... [NAME=VALUE]...\n\n  Counts.\n\nOptions:\n"
        "  --count INTEGER            [required]\n"
        "  --word STRING              [default: x]\n"
        "  --loud BOOLEAN             [default: False]\n"
        "  --log_level STRING         Log level: DEBUG, INFO, WARNING, ERROR or\n"
        "                             CRITICAL.  [default: INFO]\n"
        "  --result PATH              [output]\n"
    )
