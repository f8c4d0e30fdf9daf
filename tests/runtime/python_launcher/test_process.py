"""Signals, homes and working directories."""

import os
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

WAIT = """
    import signal, sys, time
    {handler}
    try:
        print("ready")
        time.sleep(60)
    finally:
        print("cleaned")
    print("went on")
"""


def stop(image, number: int) -> tuple[int, str, str]:
    process = image.popen()
    assert process.stdout.readline() == "ready\n"
    process.send_signal(number)
    out, err = process.communicate(timeout=30)
    return process.returncode, out, err


def test_sigterm_runs_what_finally_says(image):
    image.script(WAIT.format(handler=""))
    assert stop(image, signal.SIGTERM) == (143, "cleaned\n", "")


def test_a_handler_of_the_script_is_kept(image):
    image.script(WAIT.format(handler="signal.signal(signal.SIGTERM, lambda *_: sys.exit(4))"))
    assert stop(image, signal.SIGTERM) == (4, "cleaned\n", "")


def test_sigint_is_an_interrupt(image):
    image.script(WAIT.format(handler=""))
    code, out, err = stop(image, signal.SIGINT)
    assert (code, out, err.splitlines()[-1]) == (130, "cleaned\n", "KeyboardInterrupt")


def test_a_stopped_script_delivers_nothing(image):
    image.script(
        "import os, time\nos.environ['csv'] = __file__\nprint('ready')\ntime.sleep(60)", ("output", "csv", "", "")
    )
    process = image.popen("--csv", "out.csv")
    assert process.stdout.readline() == "ready\n"
    process.terminate()
    _, err = process.communicate(timeout=30)
    assert (process.returncode, err, list(image.work.iterdir())) == (143, "", [])


def test_no_frame_of_the_launcher_is_in_an_error_while_stopping(image):
    image.script("""
        import time
        try:
            print("ready")
            time.sleep(60)
        finally:
            raise ValueError("x")
    """)
    code, _, err = stop(image, signal.SIGTERM)
    assert (code, "claimed_launcher" in err, "SystemExit: 143" in err) == (1, False, True)


@pytest.mark.skipif(
    os.getuid() != 0 or not shutil.which("unshare"), reason="a process of number 1 needs a PID namespace of its own"
)
def test_the_first_process_of_a_container_heeds_sigterm(own_image):
    own_image.script(WAIT.format(handler="import os; assert os.getpid() == 1"))
    process = subprocess.Popen(
        ["unshare", "--pid", "--fork", "--kill-child", own_image.run_path],
        env=own_image.environment,
        cwd=own_image.work,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    if process.stdout.readline() != "ready\n":
        pytest.skip(f"no PID namespace: {process.communicate()[1]}")
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    os.kill(int(children[0]), signal.SIGTERM)
    out, _ = process.communicate(timeout=30)
    assert (process.returncode, out) == (143, "cleaned\n")


def test_additional_files_are_found_from_a_fresh_folder(image):
    image.script("print(open('data/a.txt').read(), open('b.txt').read())")
    image.add("data/a.txt", "A")
    image.add("b.txt", "B")
    (image.work / "data").mkdir()
    result = image.run()
    assert (result.code, result.out) == (0, "A B\n")
    assert not (image.work / "script.py").exists()


@pytest.mark.parametrize("home", [{"HOME": ""}, {"HOME": "/"}])
def test_a_home_for_who_has_none(own_image, home):
    own_image.script("import os; print(os.path.expanduser('~'))")
    assert own_image.run(environment=home).out == f"{own_image.work}\n"
