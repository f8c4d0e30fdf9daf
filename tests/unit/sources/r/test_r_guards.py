import pytest


@pytest.fixture
def only(interface):
    """Type, default and whether it is required, of the one parameter `x` of a script with nothing wrong in it."""

    def listed(script):
        (found,) = interface(script).parameters
        assert found.name == "x"
        return found.type, found.default, found.required

    return listed


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("v <- Sys.getenv('x'); if (v == '') v <- 'd'", ("String", "d", False)),
        ("v <- Sys.getenv('x')\nif (!nzchar(v)) {\n  v <- 5\n}", ("String", "5", False)),
        ("v <- Sys.getenv('x', NA); if (is.na(v)) v <- 'd'", ("String", "d", False)),
        ("v <- Sys.getenv('x'); if (v == '') v <- compute()", ("String", None, False)),
        ("v <- Sys.getenv('x'); if (v == '') { print(1); v <- 'd' }", ("String", "d", False)),
        ("v <- Sys.getenv('x'); if (v == '') w <- 'd'", ("String", None, False)),
        ("v <- Sys.getenv('x'); if (nzchar(v)) use(v) else v <- 'd'", ("String", "d", False)),
        ("v <- as.integer(Sys.getenv('x')); if (is.na(v)) v <- 5L", ("Integer", 5, False)),
        ("v <- as.logical(Sys.getenv('x')); if (is.na(v)) v <- TRUE", ("Boolean", True, False)),
        ("if (is.na(as.numeric(Sys.getenv('x')))) f()", ("Float", None, False)),
        ("if (nzchar(Sys.getenv('x'))) as.integer(Sys.getenv('x'))", ("Integer", None, False)),
        ("Sys.getenv('x'); if (nzchar(Sys.getenv('x'))) f()", ("String", None, False)),
        ("if (nzchar(Sys.getenv('x'))) f()", ("String", None, False)),
        ("v <- nzchar(Sys.getenv('x'))", ("String", None, False)),
        ("w <- ifelse(nzchar(Sys.getenv('x')), Sys.getenv('x'), 'd')", ("String", "d", False)),
        ("w <- if (nzchar(Sys.getenv('x'))) Sys.getenv('x') else 'd'", ("String", "d", False)),
        ("w <- if (nzchar(Sys.getenv('x'))) as.integer(Sys.getenv('x')) else 5L", ("Integer", 5, False)),
        ("v <- Sys.getenv('x'); v <- ifelse(v != '', v, 'd')", ("String", "d", False)),
        ("'x' %in% names(Sys.getenv())", ("String", None, False)),
        ("v <- Sys.getenv('x') %||% 'd'", ("String", None, False)),
        ("`%||%` <- function(a, b) if (nzchar(a)) a else b; v <- Sys.getenv('x') %||% 'd'", ("String", "d", False)),
        ("v <- Sys.getenv('x'); if (v == '') stop('no')", ("String", None, True)),
        ("v <- Sys.getenv('x'); if (v == '') { cat('no'); quit(status = 1) }", ("String", None, True)),
        ("if (!nzchar(Sys.getenv('x'))) rlang::abort('no'); Sys.getenv('x')", ("String", None, True)),
        ("stopifnot(nchar(Sys.getenv('x')) > 0)", ("String", None, True)),
        ("stopifnot('x must be set' = Sys.getenv('x') != '')", ("String", None, True)),
        ("v <- Sys.getenv('x'); nzchar(v) || stop('no')", ("String", None, True)),
        ("v <- Sys.getenv('x'); v == '' && stop('no')", ("String", None, True)),
        # not a test for nothing, or of another value
        ("v <- coalesce(Sys.getenv('x'), 'd')", ("String", None, True)),
        ("v <- coalesce(w, Sys.getenv('x', NA))", ("String", None, False)),
        ("v <- Sys.getenv('x'); if (v == 'a') v <- 'd'", ("String", None, True)),
        ("v <- Sys.getenv('x'); v <- 'w'; if (v == '') v <- 'd'", ("String", None, True)),
        ("v <- Sys.getenv('x'); f <- function(v) if (v == '') v <- 'd'", ("String", None, True)),
        ("v <- Sys.getenv('x'); if (w == '') v <- 'd'", ("String", None, True)),
        ("v <- Sys.getenv('x'); if (nchar(v) > 5) f()", ("String", None, True)),
        # branches that exclude each other
        ("if (a) Sys.getenv('x', 'd') else Sys.getenv('x')", ("String", "d", False)),
        ("if (a) Sys.getenv('x', 'd') else Sys.getenv('x', 'e')", ("String", None, False)),
        ("if (a) Sys.getenv('x') else if (b) Sys.getenv('x', 'd') else 5", ("String", "d", False)),
        ("if (a) Sys.getenv('x') else Sys.getenv('x')", ("String", None, True)),
        ("if (a) as.integer(Sys.getenv('x', 5)) else Sys.getenv('x', 'e')", ("String", None, False)),
        ("switch(a, b = Sys.getenv('x', 'd'), c = Sys.getenv('x', 'e'))", ("String", None, False)),
        ("ifelse(a, Sys.getenv('x', 'd'), Sys.getenv('x', 'e'))", ("String", None, False)),
    ],
)
def test_parameter(only, script, expected):
    assert only(script) == expected


@pytest.mark.parametrize(
    ("script", "required"),
    [
        ("n <- c('x', 'y'); gone <- n[Sys.getenv(n) == '']; if (length(gone)) stop(gone)", True),
        ("n <- c('x', 'y'); gone <- n[!nzchar(Sys.getenv(n))]; if (length(gone)) stop(gone)", True),
        ("for (n in c('x', 'y')) if (Sys.getenv(n) == '') stop(n)", True),
        ("if (any(Sys.getenv(c('x', 'y')) == '')) stop('no')", True),
        ("if (!all(nzchar(Sys.getenv(c('x', 'y'))))) stop('no')", True),
        ("if (all(nzchar(Sys.getenv(c('x', 'y'))))) f()", False),
        ("need <- function(n) { v <- Sys.getenv(n); if (v == '') stop(n); v }; need('x'); need(n = 'y')", True),
        ("get <- function(n) { v <- Sys.getenv(n); if (v == '') v <- 'd'; v }; get('x'); get(n = 'y')", False),
    ],
)
def test_several_at_once(interface, script, required):
    assert [(one.name, one.required) for one in interface(script).parameters] == [("x", required), ("y", required)]


@pytest.mark.parametrize(
    "script",
    [
        "if (a) Sys.getenv('x', 'd'); Sys.getenv('x', 'e')",
        "if (Sys.getenv('x', 'd') == 'e') Sys.getenv('x', 'e')",
        "if (a) { Sys.getenv('x', 'd'); Sys.getenv('x', 'e') }",
        "switch(Sys.getenv('x', 'd'), d = Sys.getenv('x', 'e'))",
        "v <- Sys.getenv('x'); if (v == '') v <- 'd'; Sys.getenv('x', 'e')",
        "as.integer(Sys.getenv('x')); if (nzchar(Sys.getenv('x'))) as.numeric(Sys.getenv('x'))",
        "c(Sys.getenv('x', 'd'), Sys.getenv('x', 'e'))",
    ],
)
def test_what_contradicts_itself(read, script):
    assert [(finding.code, finding.severity) for finding in read(script).findings] == [("CLM021", "error")]


@pytest.mark.parametrize(
    ("script", "code"),
    [
        ("e <- Sys.getenv; e('x', 'd'); Sys.getenv('x', 'e')", "CLM021"),
        ("Sys.getenv('x', 'd'); sapply(c('x', 'y'), Sys.getenv, 'e')", "CLM021"),
        ("e <- Sys.getenv; as.integer(e('x', 'many'))", "CLM023"),
        ("e <- Sys.getenv; e('a b')", "CLM020"),
    ],
)
def test_what_is_only_found_by_following_is_no_error(read, script, code):
    assert {(finding.code, finding.severity) for finding in read(script).findings} == {(code, "warning")}


def test_the_plain_read_counts(read):
    (x,) = read("e <- Sys.getenv; e('x', 'd'); Sys.getenv('x', 'e')").interface.parameters
    assert x.default == "e"


def test_functions_that_name_each_other_take_no_time(read):
    script = "".join(
        f"f{i} <- function(n) {{ f{(i + 1) % 9}(n); f{(i + 2) % 9}(n); Sys.getenv(n) }}\n" for i in range(9)
    )
    assert {finding.code for finding in read(script).findings} == {"CLM025"}


@pytest.mark.parametrize(
    ("script", "names"),
    [
        ("e <- Sys.getenv; e('x'); e(c('y', 'z'))", "x y z"),
        ("a <- b <- Sys.getenv; a('x'); b('y')", "x y"),
        ("f <- function(n) Sys.getenv(n); f('x'); f('y')", "x y"),
        ("sapply(c('x', 'y'), Sys.getenv)", "x y"),
        ("purrr::map_chr(c('x', 'y'), Sys.getenv)", "x y"),
        ("sapply(X = n, FUN = 'Sys.getenv'); n <- c('x', 'y')", "x y"),
        ("Sys.getenv()[['x']]; Sys.getenv()[c('y', 'z')]", "x y z"),
        ("e <- Sys.getenv(); f <- function() e[['x']]; print(e['y'])", "x y"),
        ("as.list(Sys.getenv())$x", "x"),
        ("e <- as.list(Sys.getenv(names = TRUE)); e$x; e[['y']]", "x y"),
    ],
)
def test_by_other_names(interface, script, names):
    assert [one.name for one in interface(script).parameters] == names.split()


@pytest.mark.parametrize(
    "script", ["Sys.getenv()", "print(Sys.getenv())", "e <- Sys.getenv()", "cat(names(Sys.getenv()))"]
)
def test_showing_all_reads_nothing(interface, script):
    assert interface(script).parameters == ()


@pytest.mark.parametrize(
    ("script", "code", "line"),
    [
        ("\nrun(Sys.getenv())", "CLM117", 2),
        ("e <- Sys.getenv()\nrun(e)", "CLM117", 2),
        ("run(Sys.getenv)", "CLM117", 1),
        ("l <- list(get = Sys.getenv)", "CLM117", 1),
        ("do.call(Sys.getenv, given)", "CLM117", 1),
        ("Sys.getenv()[[n]]", "CLM025", 1),
        ("Sys.getenv()[grepl('^A', names(Sys.getenv()))]", "CLM025", 1),
        ("sapply(wanted, Sys.getenv)", "CLM025", 1),
        ("for (n in wanted) Sys.getenv(n)", "CLM025", 1),
        ("f <- function(n) Sys.getenv(n); f(y)", "CLM025", 1),
    ],
)
def test_what_cannot_be_followed_is_said(read, script, code, line):
    reading = read(script)
    assert reading.interface.parameters == ()
    assert [(finding.code, finding.severity, finding.line) for finding in reading.findings] == [(code, "warning", line)]
