"""The tool as a process: as `hatch-claimed grid`, and as it lies in images."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from hatch_claimed.artifacts.image.runtime import coordinator_files

CLAIMED = [Path(sys.executable).with_name("hatch-claimed"), "grid"]
MODULE = [sys.executable, "-m", "claimed_grid.tool"]


def run(command, *arguments, cwd=None, **environment):
    completed = subprocess.run(
        [*command, *arguments], cwd=cwd, env={**os.environ, **environment}, capture_output=True, text=True, timeout=60
    )
    return completed.returncode, completed.stdout, completed.stderr


@pytest.fixture
def batch_file(tmp_path):
    path = tmp_path / "batches.json"
    path.write_text('["tile 1", "tile 2", 3]')
    return path


PLAN = """\
batches.json: 3 batches
first    'tile 1', 'tile 2', '3'
encoded  2 ids are not plain: 'tile 1' is called tile%201 in the coordinator
"""


@pytest.fixture
def starter(tmp_path):
    """The tool as it lies in an image."""
    for file in coordinator_files():
        path = tmp_path / "opt" / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
    return tmp_path / "opt" / "grid.py"


@pytest.fixture(params=["hatch-claimed", "starter"])
def command(request):
    return CLAIMED if request.param == "hatch-claimed" else [sys.executable, request.getfixturevalue("starter")]


def test_plan(command, batch_file):
    assert run(command, "plan", batch_file.name, cwd=batch_file.parent) == (0, PLAN, "")


def test_as_a_module(batch_file):
    assert run(MODULE, "plan", batch_file.name, cwd=batch_file.parent) == (0, PLAN, "")


def test_the_directory_of_the_command_counts(batch_file):
    command = [CLAIMED[0], "-C", batch_file.parent, "grid"]
    assert run(command, "plan", batch_file.name, cwd="/") == (0, PLAN, "")


def test_the_exit_code_and_errors_come_through(tmp_path):
    (tmp_path / "b.csv").write_text("file\na\n")
    message = "b.csv has no column 'filename' (gw_batch_file_col_name); did you mean 'file'? Its columns are 'file'\n"
    assert run(CLAIMED, "plan", tmp_path / "b.csv") == (1, "", message)
    assert run(CLAIMED, "plan", "--nonsense") == (
        2,
        "",
        "unrecognized arguments: --nonsense (see `hatch-claimed grid --help`)\n",
    )


def test_help():
    group = run(CLAIMED, "--help")[1]
    assert all(f"  {name} " in group for name in ("plan", "retry", "status"))
    code, text, _ = run(CLAIMED, "status", "--help")
    assert code == 0
    assert text.startswith("usage: hatch-claimed grid status [-h]")


def test_secrets_are_not_shown():
    code, out, err = run(CLAIMED, "status", "cos://key:very/secret@", "more", "--nonsense")
    assert code == 2
    assert "very" not in out + err


def test_ids_that_no_terminal_can_show(tmp_path):
    (tmp_path / "b.json").write_text('["\\udcff", "\\u00e9"]')
    code, out, _ = run(CLAIMED, "plan", tmp_path / "b.json", PYTHONIOENCODING="ascii")
    assert code == 0
    assert "first    '\\udcff', '\\xe9'" in out


def test_a_reader_that_has_read_enough(batch_file, starter):
    command = [sys.executable, starter, "plan", batch_file]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_and_sigterm_end_watching(tmp_path, number):
    command = [*CLAIMED, "status", tmp_path, "--watch", "60"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True) as process:
        assert b"0 processed" in process.stdout.readline()
        if number == signal.SIGINT:
            os.killpg(process.pid, number)  # as a terminal does
        else:
            process.send_signal(number)
        assert process.wait(timeout=20) == 128 + number
        assert process.stderr.read() == b""
    time.sleep(0.1)
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


def test_no_library_is_needed(batch_file, tmp_path, starter):
    """A bare interpreter in an image: only the standard library, and only our folder."""
    command = [sys.executable, "-I", "-S", starter]
    assert run(command, "plan", batch_file.name, cwd=batch_file.parent) == (0, PLAN, "")
    code, out, err = run(command, "status", tmp_path, "--batch-file", batch_file)
    assert (code, err) == (0, "")
    assert "waiting    3\n" in out


def test_libraries_of_the_image_are_found(starter):
    (starter.parent / "lib").mkdir()
    (starter.parent / "lib" / "boto3.py").write_text("raise ImportError('found')\n")
    command = [sys.executable, "-I", "-S", starter]
    code, _, err = run(command, "status", "cos://localhost:1/bucket/path")
    assert code == 1
    assert "found" in err
