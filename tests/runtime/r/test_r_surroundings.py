import os
import shutil
import signal
import subprocess
import time

import pytest


def stopped(image, number, wait="Sys.sleep(30)"):
    image.script(f"writeLines(as.character(Sys.getpid()), 'started')\n{wait}\n")
    process = subprocess.Popen(
        image.command("count=5"),
        cwd=image.work,
        env=image.environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    with process:
        started = image.work / "started"
        deadline = time.monotonic() + 30
        while not (started.exists() and started.read_text().strip()) and time.monotonic() < deadline:
            time.sleep(0.02)
        began = time.monotonic()
        process.send_signal(number)
        process.communicate(timeout=20)
        assert time.monotonic() - began < 10
    with pytest.raises(ProcessLookupError):
        os.kill(int(started.read_text()), 0)
    return process.returncode


def test_sigterm_ends_the_script(image):
    assert stopped(image, signal.SIGTERM) == 143


def test_sigint_ends_the_script(image):
    assert stopped(image, signal.SIGINT) == 1


def test_sigterm_before_the_script_starts(image):
    image.script("writeLines('x', 'ran'); Sys.sleep(30)")
    with subprocess.Popen(
        image.command("count=5"), cwd=image.work, env=image.environment(), stdin=subprocess.DEVNULL
    ) as process:
        deadline = time.monotonic() + 20
        while not list(image.temporary.iterdir()) and time.monotonic() < deadline:
            time.sleep(0.002)
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 143
    assert not (image.work / "ran").exists()


def test_without_home_the_working_directory_is_home(image):
    image.script("cat(path.expand('~'))")
    assert image.run("count=5", environment={"HOME": None}).stdout == str(image.work)
    assert image.run("count=5", environment={"HOME": "/"}).stdout == str(image.work)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_unknown_user_in_a_directory_that_cannot_be_written(open_image):
    image = open_image
    for folder in (image.home, image.app, image.work):
        folder.chmod(0o555)
    (image.app / "stations.csv").write_text("x")
    written = f"{image.temporary}/t.csv"
    image.script(f"Sys.setenv(table = '{written}'); writeLines('result', '{written}'); cat(path.expand('~'))")
    target = image.home.parent / "result"
    target.mkdir(mode=0o777)
    target.chmod(0o777)
    done = image.run("count=5", "--table", f"{target}/out.csv", environment={"HOME": None}, user=54321, group=54321)
    (image.temporary / "t.csv").unlink()
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{image.temporary}/claimed-54321/home", "")
    assert (target / "out.csv").read_text() == "result\n"


def test_without_temporary_folder(image, tmp_path):
    image.script("cat('ran')")
    done = image.run("count=5", environment={"TMPDIR": str(tmp_path / "missing")})
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        f"claimed: no temporary folder can be made in {tmp_path}/missing: mount a writable one, or set TMPDIR"
    )


def test_without_r(image, tmp_path):
    tools = tmp_path / "tools"
    tools.mkdir()
    for tool in ("sh", "dirname"):
        (tools / tool).symlink_to(shutil.which(tool))
    done = image.run("count=5", environment={"PATH": str(tools)})
    assert (done.returncode, done.stderr) == (127, "claimed: this image has no R: 'Rscript' is not on PATH\n")
