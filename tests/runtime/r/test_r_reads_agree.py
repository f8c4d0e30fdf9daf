"""What the reader says of an R script's environment, beside what R does with it."""

import itertools
import json
import subprocess
from pathlib import PurePosixPath

import pytest

from hatch_claimed.sources.r.reader import RReader
from hatch_claimed.sources.reader import ScriptSource

NAMES = ("a", "b")
VALUES = ("7", "TRUE")

# R prints something else as soon as it reads another value
SCRIPTS = r"""
cat(Sys.getenv("a"), Sys.getenv("b", "d"))
cat(Sys.getenv(c("a", "b")))
env <- Sys.getenv; cat(env("a", "d"), env("b"))
env = base::Sys.getenv; cat(env("a"))
get <- Sys.getenv; f <- function() get("a", unset = "d"); cat(f())
cat(sapply(c("a", "b"), Sys.getenv))
cat(sapply(c("a", "b"), Sys.getenv, "d"))
cat(unlist(lapply(c("a", "b"), Sys.getenv, unset = "d")))
cat(vapply(c("a", "b"), Sys.getenv, character(1)))
cat(vapply(FUN = Sys.getenv, c("a", "b"), ""))
cat(unlist(Map(Sys.getenv, c("a", "b"))))
cat(mapply(Sys.getenv, c("a", "b")))
cat(sapply(c("a", "b"), function(n) Sys.getenv(n, "d")))
cat(sapply(c("a", "b"), \(n) Sys.getenv(n)))
for (n in c("a", "b")) cat(Sys.getenv(n))
wanted <- c("a", "b"); for (n in wanted) { cat(Sys.getenv(n, "d")) }
first <- "a"; rest <- c("b"); cat(Sys.getenv(c(first, rest)))
read <- function(name) Sys.getenv(name, "d"); cat(read("a"), read("b"))
read <- function(name) Sys.getenv(name, "d"); cat(sapply(c("a", "b"), read))
cat(do.call(Sys.getenv, list("a", "d")))
cat(do.call("Sys.getenv", list("a", unset = "d")))
cat(Sys.getenv()["a"])
cat(Sys.getenv()[["a"]])
cat(Sys.getenv()[c("a", "b")])
env <- Sys.getenv(); cat(env["a"], env[["b"]])
env <- as.list(Sys.getenv()); cat(env$a, env[["b"]])
cat("a" %in% names(Sys.getenv()))
if (!is.na(Sys.getenv("a", unset = NA))) cat(Sys.getenv("a"))
x <- Sys.getenv("a", NA); if (is.na(x)) x <- "d"; cat(x)
x <- Sys.getenv("a"); if (x == "") x <- "d"; cat(x)
x <- Sys.getenv("a"); if (x == "") { x <- "d" }; cat(x)
x <- Sys.getenv("a"); if ("" == x) x = 5; cat(x)
x <- Sys.getenv("a"); if (!nzchar(x)) x <- "d"; cat(x)
x <- Sys.getenv("a"); if (nchar(x) == 0) x <- "d"; cat(x)
x <- Sys.getenv("a"); if (nchar(x) > 0) cat(x)
x <- Sys.getenv("a"); if (identical(x, "")) x <- "d"; cat(x)
x <- Sys.getenv("a"); if (is.na(x) || x == "") x <- "d"; cat(x)
x <- Sys.getenv("a"); x <- if (nzchar(x)) x else "d"; cat(x)
x <- Sys.getenv("a"); x <- ifelse(x == "", "d", x); cat(x)
x <- Sys.getenv("a"); y <- ifelse(nzchar(x), x, "d"); cat(y)
x <- Sys.getenv("a"); if (isTRUE(nzchar(x))) cat(x)
x <- Sys.getenv("a"); if (nzchar(x) && x != "no") cat(x)
x <- Sys.getenv("a", ""); if (x != "") cat(x) else cat("none")
x <- if (nzchar(Sys.getenv("a"))) Sys.getenv("a") else "d"; cat(x)
x <- ifelse(Sys.getenv("a") == "", "d", Sys.getenv("a")); cat(x)
if (Sys.getenv("a") != "") cat(as.integer(Sys.getenv("a")))
x <- as.integer(Sys.getenv("a")); if (is.na(x)) x <- 5L; cat(x)
x <- as.numeric(Sys.getenv("a", NA)); if (is.na(x)) { x <- 0.5 }; cat(x)
x <- Sys.getenv("a"); if (x == "") stop("no a"); cat(x)
x <- Sys.getenv("a"); if (!nzchar(x)) { message("no a"); stop() }; cat(x)
if (Sys.getenv("a") == "") stop("no a"); cat(Sys.getenv("a"))
if (nzchar(Sys.getenv("a"))) cat(Sys.getenv("a")) else stop("no a")
stopifnot(nzchar(Sys.getenv("a"))); cat(Sys.getenv("a"))
x <- Sys.getenv("a"); stopifnot(x != ""); cat(x)
x <- Sys.getenv("a"); nzchar(x) || stop("no a"); cat(x)
if (!("a" %in% names(Sys.getenv()))) stop("no a"); cat(Sys.getenv("a"))
`%||%` <- function(x, y) if (nzchar(x)) x else y; cat(Sys.getenv("a") %||% "d")
`%||%` <- function(x, y) if (is.null(x)) y else x; cat(Sys.getenv("a") %||% "")
f <- function() { x <- Sys.getenv("a"); if (x == "") x <- "d"; x }; cat(f())
if (TRUE) cat(Sys.getenv("a", "d")) else cat(Sys.getenv("a", "e"))
if (nzchar(Sys.getenv("b"))) cat(Sys.getenv("a", "d")) else cat(Sys.getenv("a", "e"))
cat(switch(Sys.getenv("b", "x"), x = Sys.getenv("a", "d"), Sys.getenv("a")))
Sys.setenv(a = "own"); cat(Sys.getenv("a"), Sys.getenv("b"))
do.call(Sys.setenv, list(a = "own")); cat(Sys.getenv("a"))
do.call("Sys.setenv", as.list(c(a = "own"))); cat(Sys.getenv("a"))
set <- Sys.setenv; set(a = "own"); cat(Sys.getenv("a"))
Sys.unsetenv("a"); cat(Sys.getenv("a"), Sys.getenv("b"))
Sys.unsetenv(c("a", "b")); cat(Sys.getenv("a"), Sys.getenv("b"))
x <- "Sys.getenv('a')"; cat(x) # Sys.getenv("a")
"""
CHOICES = [
    {name: value for name, value in zip(NAMES, chosen, strict=True) if value}
    for chosen in itertools.product((None, *VALUES), repeat=len(NAMES))
]
LINES = [line for line in SCRIPTS.splitlines() if line]

ORACLE = r"""
cases <- CASES
for (case in cases) {
  Sys.unsetenv(c("a", "b"))
  if (length(case$values)) do.call(Sys.setenv, case$values)
  scope <- new.env()
  said <- tryCatch(
    paste(capture.output(suppressMessages(eval(parse(text = case$script), scope))), collapse = "\n"),
    error = function(problem) "\1stopped"
  )
  writeBin(said, out)
}
"""


def ask_r(asked, tmp_path):
    """What R prints for each script with these values, and None where it stops."""
    quoted = json.dumps  # what JSON quotes, R reads: ASCII alone stands in here
    cases = ",\n".join(
        f"list(script = {quoted(script)}, values = list({', '.join(f'{k} = {quoted(v)}' for k, v in values.items())}))"
        for script, values in asked
    )
    path = tmp_path / "oracle.R"
    path.write_text(f"out <- pipe('cat', 'wb')\n{ORACLE.replace('CASES', f'list({cases})')}close(out)\n")
    done = subprocess.run(
        ["Rscript", "--vanilla", str(path)],
        capture_output=True,
        check=True,
        env={"LC_ALL": "C.UTF-8", "PATH": "/usr/local/bin:/usr/bin:/bin"},
    )
    said = done.stdout.decode().split("\0")[:-1]
    return [None if text == "\1stopped" else text for text in said]


def interface(script):
    reading = RReader().read(ScriptSource(PurePosixPath("script.R"), script.encode()))
    assert not any(finding.severity == "error" for finding in reading.findings), reading.findings
    return reading.interface


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """What R says to each script with each choice of values, and with the defaults that the reader has found."""
    asked = []
    for script in LINES:
        asked += [(script, values) for values in CHOICES]
        asked.append((script, defaults(script)))
    answers = ask_r(asked, tmp_path_factory.mktemp("oracle"))
    return {(script, *sorted(values.items())): text for (script, values), text in zip(asked, answers, strict=True)}


def defaults(script):
    found = {one.name: one for one in interface(script).parameters}
    return {name: _text(one.default) for name, one in found.items() if one.default is not None}


def _text(value):
    return str(value).upper() if isinstance(value, bool) else str(value)


@pytest.mark.parametrize("script", LINES)
def test_parameters_are_the_variables_that_change_what_r_does(said, script):
    matter = set()
    for values in CHOICES:
        for name in set(NAMES) - set(values):
            others = [said[(script, *sorted({**values, name: value}.items()))] for value in VALUES]
            matter |= {name} if any(other != said[(script, *sorted(values.items()))] for other in others) else set()
    assert {one.name for one in interface(script).parameters} == matter


@pytest.mark.parametrize("script", LINES)
def test_a_script_stops_only_without_what_is_required(said, script):
    required = {one.name: VALUES[0] for one in interface(script).parameters if one.required}
    assert said[(script, *sorted(required.items()))] is not None
    if not required:
        assert said[script,] is not None


@pytest.mark.parametrize("script", LINES)
def test_a_default_does_what_nothing_does(said, script):
    found = defaults(script)
    if found and not any(one.required for one in interface(script).parameters):
        assert said[(script, *sorted(found.items()))] == said[script,]
