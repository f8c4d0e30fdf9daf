"""Lines of R and of the processes that it starts come out at once and in their order, and none is lost.

`cat` and `print` write a line in parts, as R does everywhere, so that those of several processes can mix.
"""

import subprocess

import pytest

# the test makes the file once it has read what was printed before
WAIT = """
wait <- function() {
  for (turn in 1:200) if (file.exists(Sys.getenv("GO"))) return(invisible()) else Sys.sleep(0.1)
  cat("nobody has read the lines\\n")
}
say <- function(i) {
  cat(paste0("cat ", i, "\\n"))
  writeLines(paste("line", i))
  message("message ", i)
  system("echo shell")
  wait()
  cat(paste0("last ", i, "\\n"))
}
"""
FORKED = f"""{WAIT}
invisible(parallel::mclapply(1:2, say, mc.cores = 2))
cat("end\\n")
"""
SOCKETS = f"""{WAIT}
cluster <- parallel::makeCluster(2, outfile = "")
parallel::clusterExport(cluster, c("say", "wait"))
invisible(parallel::clusterApply(cluster, 1:2, say))
parallel::stopCluster(cluster)
cat("end\\n")
"""
KILLED = f"""{WAIT}
child <- parallel::mcparallel({{ cat("cat 1\\n"); message("message 1"); Sys.sleep(60) }})
wait()
tools::pskill(child$pid, tools::SIGKILL)
cat("end\\n")
"""
TWO = ["cat 1", "cat 2", "line 1", "line 2", "message 1", "message 2", "shell", "shell"]


@pytest.mark.parametrize(
    ("script", "first", "then"),
    [
        (FORKED, TWO, ["last 1", "last 2", "end"]),
        (SOCKETS, TWO, ["last 1", "last 2", "end"]),
        (KILLED, ["cat 1", "message 1"], ["end"]),
    ],
    ids=["forked", "sockets", "killed"],
)
def test_lines_of_child_processes(image, script, first, then):
    image.script(script)
    go = image.home / "go"
    with subprocess.Popen(
        image.command("count=5"),
        cwd=image.work,
        env=image.environment(GO=str(go)),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        lines = (line.rstrip("\n") for line in process.stdout if not line.startswith("starting worker"))
        assert sorted(next(lines) for _ in first) == first
        go.touch()
        rest = list(lines)
    assert (process.returncode, sorted(rest[:-1]), rest[-1]) == (0, then[:-1], then[-1])


def test_lines_of_one_process_keep_their_order(image):
    image.script(
        """
        for (i in 1:3) { cat("cat", i, ""); message("message ", i); print(i); writeLines("line") }
        cat("no end of line")
        quit(status = 3)
        """
    )
    command = ["sh", "-c", 'exec "$@" 2>&1', "sh", *image.command("count=5")]
    done = subprocess.run(
        command, cwd=image.work, env=image.environment(), capture_output=True, text=True, check=False, timeout=60
    )
    each = "".join(f"cat {i} message {i}\n[1] {i}\nline\n" for i in (1, 2, 3))
    assert (done.returncode, done.stdout) == (3, f"{each}no end of line")
