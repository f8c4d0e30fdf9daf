"""Signals, killed coordinators, lost leases: what may run on, and what never does."""

import os
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest
from needs import NEEDS_R

FAMILY = """
import os, signal, subprocess, sys, time

def family(batch_id):
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    # one that ignores what can be ignored
    stubborn = subprocess.Popen(["sh", "-c", "trap '' TERM INT HUP; while :; do sleep 0.1; done"])
    with open(f"pids-{batch_id}.part", "w") as file:
        print(os.getpid(), child.pid, stubborn.pid, file=file)
    os.rename(f"pids-{batch_id}.part", f"pids-{batch_id}")
    try:
        time.sleep(600)
    finally:
        open("cleaned", "w").close()
"""
FUNCTION = FAMILY + "\ndef grid_process(batch_id): family(batch_id)\n"
COMMAND = FAMILY + "\nfamily(os.environ['batch'])\n"
R = """
writeLines(as.character(Sys.getpid()), "pids-a.part")
file.rename("pids-a.part", "pids-a")
Sys.sleep(600)
"""
FORMS = ["function", "command", pytest.param("r", marks=NEEDS_R)]


def lay_out(grid, form: str) -> None:
    if form == "function":
        grid.script(FUNCTION)
        return
    bound = {"bindings": {"batch": "{batch}"}, "parameters": [grid.parameter("batch", required=True)]}
    if form == "r":
        grid.r(R, **bound)
    else:
        grid.script(COMMAND, **bound)


def pids(grid, name: str = "a") -> list[int]:
    return [int(pid) for pid in grid.written(f"pids-{name}").split()]


@pytest.mark.parametrize("form", FORMS)
def test_a_killed_coordinator_takes_all_that_it_started_with_it(grid, form):
    lay_out(grid, form)
    grid.batches("a")
    process = grid.popen()
    family = pids(grid)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert grid.all_end(family, seconds=3)


def test_a_killed_coordinator_ends_its_worker_between_batches_too(grid):
    grid.script(
        """
        import os, time
        print(os.getpid(), file=open("pid", "w"))
        def grid_process(batch_id):
            print(batch_id, file=open("ran", "w"))
        """
    )
    grid.batches("a", "b")
    # somebody else has b, so that the worker waits
    (grid.shared / "b.lock").mkdir(parents=True)
    process = grid.popen()
    grid.written("ran")
    worker = int(grid.written("pid"))
    time.sleep(0.3)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert grid.all_end([worker], seconds=3)


@pytest.mark.parametrize("form", FORMS)
def test_a_second_sigterm_stops_the_batch_and_gives_the_lock_back(grid, form):
    lay_out(grid, form)
    grid.batches("a", "b")
    process = grid.popen()
    name = "a"
    until = time.monotonic() + 20
    while not (grid.work / "pids-a").exists() and time.monotonic() < until:
        if (grid.work / "pids-b").exists():
            name = "b"
            break
        time.sleep(0.02)
    family = pids(grid, name)
    process.send_signal(signal.SIGTERM)
    time.sleep(0.5)
    assert process.poll() is None
    process.send_signal(signal.SIGTERM)
    result = grid.ended(process, 15)
    assert result.code == 143
    assert grid.all_end(family, seconds=1)
    assert grid.states() == {}
    assert form == "r" or (grid.work / "cleaned").exists()


def test_after_sigterm_a_short_batch_may_finish_and_no_other_begins(grid):
    grid.script(
        """
        import time
        def grid_process(batch_id):
            print(batch_id, file=open("began", "a"), flush=True)
            time.sleep(1)
        """
    )
    grid.batches("a", "b", "c")
    process = grid.popen()
    first = grid.written("began").strip()
    process.send_signal(signal.SIGTERM)
    result = grid.ended(process, 15)
    assert result.code == 143
    assert grid.states() == {first: "processed"}
    assert (grid.work / "began").read_text() == f"{first}\n"


def test_sigint_ends_with_its_own_code(grid):
    lay_out(grid, "function")
    grid.batches("a")
    process = grid.popen()
    family = pids(grid)
    for _ in range(2):
        process.send_signal(signal.SIGINT)
        time.sleep(0.2)
    assert grid.ended(process, 15).code == 130
    assert grid.all_end(family, seconds=1)


def test_sigterm_while_the_script_is_imported(grid):
    grid.script("import os, time\nprint(os.getpid(), file=open('pid', 'w'), flush=True)\ntime.sleep(600)\n")
    grid.batches("a")
    process = grid.popen()
    worker = int(grid.written("pid"))
    process.send_signal(signal.SIGTERM)
    result = grid.ended(process, 10)
    assert (result.code, result.err) == (143, "claimed: left in the working directory, which nobody keeps: pid\n")
    assert grid.all_end([worker], seconds=1)


def test_sigterm_while_staggering(grid):
    grid.script("def grid_process(batch_id): pass")
    grid.batches("a")
    process = grid.popen(gw_max_time_wait_staggering=100_000)
    assert "starting in " in process.stdout.readline()
    process.send_signal(signal.SIGTERM)
    assert grid.ended(process, 5).code == 143
    assert grid.states() == {}


def test_a_script_that_ends_slowly_is_given_its_time(grid):
    grid.script(
        """
        import atexit, time
        def slowly():
            time.sleep(1)
            open("flushed", "w").close()
        atexit.register(slowly)
        def grid_process(batch_id): pass
        """
    )
    grid.batches("a")
    assert grid.run().code == 0
    assert (grid.work / "flushed").exists()


def test_code_that_holds_the_interpreter_longer_than_the_timeout_runs_once(grid):
    grid.script(
        """
        import ctypes, os
        def grid_process(batch_id):
            with open("ran", "a") as file:
                file.write(batch_id + "\\n")
            # a PyDLL does not let go of the interpreter's lock
            ctypes.PyDLL(None).sleep(5)
        """
    )
    grid.batches("a", "b")
    workers = [grid.popen(gw_lock_timeout=2) for _ in range(3)]
    results = [grid.ended(worker) for worker in workers]
    assert [result.code for result in results] == [0, 0, 0]
    assert sorted((grid.work / "ran").read_text().split()) == ["a", "b"]
    assert grid.states() == {"a": "processed", "b": "processed"}


@pytest.mark.parametrize("form", ["function", "command"])
def test_an_owner_that_was_frozen_is_taken_over_and_stops_its_batch(grid, form):
    program = FAMILY + "\ndef one(batch_id):\n    if os.path.exists('quick'): return\n    family(batch_id)\n"
    if form == "function":
        grid.script(program + "def grid_process(batch_id): one(batch_id)\n")
    else:
        grid.script(
            program + "one(os.environ['batch'])\n",
            bindings={"batch": "{batch}"},
            parameters=[grid.parameter("batch", required=True)],
        )
    grid.batches("a")
    frozen = grid.popen(gw_lock_timeout=2)
    family = pids(grid)
    frozen.send_signal(signal.SIGSTOP)
    (grid.work / "quick").touch()
    other = grid.ended(grid.popen(gw_lock_timeout=2), 30)
    assert other.code == 0
    frozen.send_signal(signal.SIGCONT)
    assert grid.all_end(family, seconds=5)
    result = grid.ended(frozen, 15)
    assert result.code == 0, result
    assert grid.states() == {"a": "processed"}


def test_several_workers_run_each_batch_once(grid):
    grid.script(
        """
        import os
        def grid_process(batch_id):
            with open(f"ran-{os.getpid()}", "a") as file:
                file.write(batch_id + "\\n")
        """
    )
    ids = [f"{number:03}" for number in range(120)]
    grid.batches(*ids)
    workers = [grid.popen() for _ in range(4)]
    assert [grid.ended(worker).code for worker in workers] == [0] * 4
    ran = [line for path in grid.work.glob("ran-*") for line in path.read_text().split()]
    assert sorted(ran) == ids


AS_FIRST_PROCESS = ["unshare", "--pid", "--fork", "--kill-child", "--mount-proc"]


def has_namespaces() -> bool:
    """Whether a process may become the first one of a PID namespace, as root in a container may not."""
    command = [*AS_FIRST_PROCESS, "true"]
    return shutil.which("unshare") is not None and subprocess.run(command, capture_output=True).returncode == 0


NEEDS_NAMESPACE = pytest.mark.skipif(not has_namespaces(), reason="needs a PID namespace")
ORPHANS = """
import glob, os, subprocess
subprocess.run(["sh", "-c", "sleep 600 & sleep 600 & exit"])
states = [open(path).read().rpartition(")")[2].split()[:2] for path in glob.glob("/proc/[0-9]*/stat")]
print("zombies", states.count(["Z", "1"]))
"""


@NEEDS_NAMESPACE
def test_the_first_process_of_a_container_buries_orphans(grid):
    grid.script(ORPHANS, bindings={"batch": "{batch}"}, parameters=[grid.parameter("batch", required=True)])
    grid.batches(*"abcdef")
    result = grid.ended(grid.popen(before=AS_FIRST_PROCESS))
    assert result.code == 0, result
    zombies = [int(number) for number in re.findall("^zombies ([0-9]+)$", result.out, re.MULTILINE)]
    assert len(zombies) == 6
    assert max(zombies) < 4


@NEEDS_NAMESPACE
def test_the_first_process_of_a_container_heeds_sigterm(grid):
    lay_out(grid, "function")
    grid.batches("a")
    process = grid.popen(before=AS_FIRST_PROCESS)
    grid.written("pids-a")
    (coordinator,) = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    for _ in range(2):
        os.kill(int(coordinator), signal.SIGTERM)
        time.sleep(0.2)
    assert grid.ended(process, 15).code == 143
    (grid.work / "pids-a").unlink()
