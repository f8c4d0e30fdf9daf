"""Reads of a script's own small functions, each call of which is a read of its own."""

import pytest

OR = "get <- function(name, default = NULL) { value <- Sys.getenv(name); if (nzchar(value)) value else default }\n"
UNSET = "get <- function(name, default = NA) Sys.getenv(name, unset = default)\n"
EARLY = """get <- function(name, default) {
  value <- Sys.getenv(name, unset = NA)
  if (is.na(value)) return(default)
  value
}
"""
LATE = "get <- function(name, default) { v <- Sys.getenv(name); if (v != '') { return(v) }; default }\n"
ASSIGNED = "get <- function(n, d) { v <- Sys.getenv(n); if (identical(v, '')) v <- d; v }\n"
NUMBER = "number <- function(name, default) as.numeric(Sys.getenv(name, as.character(default)))\n"
CHOSEN = "get <- function(name, default) ifelse(Sys.getenv(name) == '', default, Sys.getenv(name))\n"


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        (f"{OR}x <- get('x')", ("String", None, False)),
        (f"{OR}x <- get('x', 'd')", ("String", "d", False)),
        (f"{OR}x <- get(default = 'd', name = 'x')", ("String", "d", False)),
        (f"{OR}x <- as.integer(get('x', 9))", ("Integer", 9, False)),
        (f"{OR}x <- get('x') %||% 'd'", ("String", "d", False)),
        (f"{OR}x <- get('x'); if (is.null(x)) stop('no')", ("String", None, True)),
        (f"{OR}x <- get('x'); if (is.null(x)) x <- 'd'", ("String", "d", False)),
        (f"{OR}d <- 'constant'; x <- get('x', d)", ("String", "constant", False)),
        (f"{OR}x <- get('x', Sys.time())", ("String", None, False)),
        (f"{UNSET}x <- get('x')", ("String", None, False)),
        (f"{UNSET}x <- get('x', 'd')", ("String", "d", False)),
        (f"{EARLY}x <- get('x', 'd')", ("String", "d", False)),
        (f"{EARLY}x <- get('x', NULL)", ("String", None, False)),
        (f"{EARLY}x <- get('x')", ("String", None, True)),
        (f"{LATE}x <- get('x', 'd')", ("String", "d", False)),
        (f"{ASSIGNED}x <- get('x', 'd')", ("String", "d", False)),
        (f"{NUMBER}x <- number('x', 0.5)", ("Float", 0.5, False)),
        (f"{CHOSEN}x <- get('x', 'd')", ("String", "d", False)),
        ("need <- function(n) { v <- Sys.getenv(n); if (v == '') stop(n); v }; need('x')", ("String", None, True)),
        ("get <- function(n) Sys.getenv(n); x <- get('x'); if (x == '') x <- 'd'", ("String", "d", False)),
        ("get <- function(n, d) Sys.getenv(n, d); ask <- function(n) get(n, 'd'); ask('x')", ("String", "d", False)),
        (f"{OR}read <- function(n, d) as.integer(get(n, d)); read('x', 5)", ("Integer", 5, False)),
        ("get <- function(n, d) Sys.getenv(n, d); sapply('x', get, d = 'd')", ("String", "d", False)),
    ],
)
def test_a_call(interface, script, expected):
    (one,) = interface(script).parameters
    assert (one.name, one.type, one.default, one.required) == ("x", *expected)


def test_calls_have_lines_and_descriptions_of_their_own(interface):
    found = interface(f"{OR}# The table.\nx <- get('x', 'd')\n# How many.\ny <- as.integer(get('y', 5))\n").parameters
    assert [(one.name, one.default, one.line, one.description) for one in found] == [
        ("x", "d", 3, "The table."),
        ("y", 5, 5, "How many."),
    ]


def test_calls_with_and_without_a_name_that_is_known(read):
    reading = read(f"{OR}get('x', 'd')\nget(readline(), 'd')")
    assert [(one.name, one.default) for one in reading.interface.parameters] == [("x", "d")]
    assert [(one.code, one.line) for one in reading.findings] == [("CLM025", 3)]


def test_a_default_that_r_refuses(read):
    (finding,) = read(f"{UNSET}get('x', NULL)").findings
    assert (finding.code, finding.line) == ("CLM022", 2)


def test_calls_that_contradict_each_other(read):
    (finding,) = read(f"{OR}get('x', 'd')\nget('x', 'e')").findings
    assert (finding.code, finding.severity, finding.line) == ("CLM021", "warning", 3)


@pytest.mark.parametrize(
    ("script", "default"),
    [
        ("x <- if (Sys.getenv('x') != '') as.numeric(Sys.getenv('x')) else 3", 3.0),
        ("x <- suppressWarnings(as.numeric(Sys.getenv('x'))); if (is.na(x)) x <- 5", 5.0),
        ("x <- trimws(Sys.getenv('x')); if (x == '') x <- 'd'", "d"),
        ("x <- if (nzchar(Sys.getenv('x'))) as.numeric(Sys.getenv('x')) else NULL", None),
        ("x <- if (nzchar(Sys.getenv('x'))) as.numeric(Sys.getenv('x')) else 'none'", None),
        ("x <- dplyr::coalesce(Sys.getenv('x', NA), 'd')", "d"),
        ("x <- as.integer(data.table::fcoalesce(Sys.getenv('x', unset = NA), '5'))", "5"),
        ("x <- NULL; if (nzchar(Sys.getenv('x'))) x <- Sys.getenv('x')", None),
        ("x <- Sys.getenv('x', NA_character_); if (is.na(x)) x <- NULL", None),
    ],
)
def test_defaults_beside_a_test(interface, script, default):
    (one,) = interface(script).parameters
    assert (one.default, one.required) == (default, False)
