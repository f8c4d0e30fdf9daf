"""`hatch-claimed dev`: an operator runs again whenever its files change."""

import queue
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

PROGRAM = Path(sys.executable).parent / "hatch-claimed"

SCRIPT = '''\
"""Says a word."""
import os
import words

# What is said after it.
end = os.getenv("end", "!")
print("says", words.word + end, flush=True)
'''
SLOW = '''\
"""Sleeps."""
import time

try:
    print("begun", flush=True)
    time.sleep(60)
finally:
    print("cleaned up", flush=True)
'''
WAITS = "waiting for changes, Ctrl-C ends this"


class Dev:
    """A running `hatch-claimed dev`, and the lines that it prints on either stream."""

    def __init__(self, scripts, *arguments):
        self.process = subprocess.Popen(
            [PROGRAM, *arguments],
            cwd=scripts.root,
            env=scripts.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.lines = queue.Queue()
        self.seen = []
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.process.stdout:
            self.lines.put(line.rstrip("\n"))

    def until(self, text, seconds=120):
        """All lines up to the one that holds the text."""
        found = []
        deadline = time.monotonic() + seconds
        while not found or text not in found[-1]:
            try:
                found.append(self.lines.get(timeout=max(0.1, deadline - time.monotonic())))
            except queue.Empty:
                pytest.fail(f"{text!r} does not come: {self.seen + found}")
        self.seen += found
        return found

    def end(self, number=signal.SIGINT):
        self.process.send_signal(number)
        return self.process.wait(60)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(60)


@pytest.fixture
def scripts(workspace, tmp_path_factory):
    workspace.environment["CLAIMED_CACHE_DIR"] = str(tmp_path_factory.mktemp("cache"))
    workspace.file("say.py", SCRIPT)
    workspace.file("words.py", "word = 'hello'\n")
    return workspace


def test_it_runs_again_for_the_script_and_its_modules_and_waits_for_broken_ones(scripts):
    with Dev(scripts, "dev", "say.py", "--end", "?") as dev:
        first = dev.until(WAITS)
        assert "says hello?" in first
        assert first[-1].startswith("ended with 0 after ")
        scripts.file("words.py", "word = 'goodbye'\n")
        again = dev.until(WAITS)
        assert again[0] == "words.py changed: running again"
        assert "says goodbye?" in again
        scripts.file("say.py", SCRIPT.replace("os.getenv('end'", "int(os.getenv('end'").replace('"!")', '"!"'))
        broken = dev.until("say.py has errors, and is not run: waiting for changes, Ctrl-C ends this")
        assert broken[0] == "say.py changed: running again"
        assert any(line.startswith("say.py:") and " error CLM" in line for line in broken)
        assert not any(line.startswith("says") for line in broken)
        scripts.file("say.py", SCRIPT + "raise SystemExit(3)\n")
        mended = dev.until(WAITS)
        assert mended[0] == "say.py changed: running again"
        assert "says goodbye?" in mended
        assert mended[-1].startswith("ended with 3 after ")
        # what has nothing to do with it changes nothing
        scripts.file("other.py", "")
        time.sleep(1)
        assert dev.lines.empty()
        assert dev.end() == 130
        assert dev.until("ended by Ctrl-C")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_goes_on_is_stopped_by_a_change_and_with_it(scripts, number):
    scripts.file("sleep.py", SLOW)
    with Dev(scripts, "dev", "sleep.py") as dev:
        dev.until("begun")
        scripts.file("sleep.py", SLOW + "\n")
        # it cleans up before the next one begins
        stopped = dev.until("begun")
        assert stopped.index("cleaned up") < stopped.index("sleep.py changed: running again")
        assert dev.end(number) == 128 + number
        dev.until("cleaned up")
    assert not running(scripts)


def running(scripts):
    """Processes that work in the folder of the test's environments."""
    cache = scripts.environment["CLAIMED_CACHE_DIR"]
    # a bare machine has no `ps`
    commands = [one.parent for one in Path("/proc").glob("[0-9]*/cmdline")]
    lines = [command for one in commands if (command := command_line(one))]
    return [line for line in lines if cache in line]


def command_line(process):
    """The command of a process; nothing where it has ended meanwhile."""
    try:
        return (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def test_findings_come_before_each_run_and_names_are_those_of_the_project(scripts):
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    scripts.file(
        "pyproject.toml",
        '[tool.claimed]\nrepository = "registry.example.com/x"\nversion = "1"\n'
        f'base-image = "docker.io/library/python:{version}-slim"\n',
    )
    scripts.file("operators/say.py", SCRIPT.replace("# What is said after it.\n", ""))
    scripts.file("operators/words.py", "word = 'hello'\n")
    scripts.file("operators/broken.py", "(\n")
    scripts.environment["CLAIMED_IMAGES"] = "off"
    with Dev(scripts, "-q", "dev", "say") as dev:
        lines = dev.until("says hello!")
        assert any(line.startswith("operators/say.py:5: hint CLM") for line in lines), lines
        assert not any("broken.py" in line for line in lines)
        assert dev.end() == 130


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (("nothing.py",), 2, "Error: there is no file nothing.py"),
        (("say",), 1, "pyproject.toml: error CLM005: is not there"),
        (("say.py", "--help"), 0, "--end STRING"),
    ],
)
def test_what_cannot_begin(scripts, arguments, status, says):
    assert says in scripts.run(PROGRAM, "dev", *arguments, status=status)
