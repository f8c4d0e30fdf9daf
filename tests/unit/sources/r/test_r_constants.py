import pytest

from hatch_claimed.sources.r.constants import constants
from hatch_claimed.sources.r.tree import parse


def value(script):
    """What the last expression of a script folds to."""
    root = parse(script.encode())
    return constants(root).value(root.named_children[-1])


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("'a'", "a"),
        ('"it\'s"', "it's"),
        (r'"\n\t\"\\\x41\101\u00e9\u{e9}\U0001F600"', '\n\t"\\AAéé😀'),
        ("'a\\\nb'", "a\nb"),
        ("'a\r\nb'", "a\nb"),
        ("''", ""),
        (r'r"(a\b)"', r"a\b"),
        ("R'---[x]--]---'", "x]--"),
        ("5", 5.0),
        ("5L", 5),
        ("0x10", 16.0),
        ("1e5L", 100000),
        ("1.5L", 1.5),
        ("3000000000L", 3000000000.0),
        (".5", 0.5),
        ("TRUE", True),
        ("T", True),
        ("F", False),
        ("((5))", 5.0),
        ("-5L", -5),
        ("+5", 5.0),
        ("5L + 2L", 7),
        ("5L / 2L", 2.5),
        ("2^10", 1024.0),
        ("2L ** 2L", 4.0),
        ("-2^2", -4.0),
        ("-7 %% 3", 2.0),
        ("7L %/% 2L", 3),
        ("60 * 60 - 1", 3599.0),
        ("TRUE + TRUE", 2),
        ("paste0('a', 5, TRUE)", "a5TRUE"),
        ("paste('a', 1e5)", "a 1e+05"),
        ("paste('a', 'b', sep = '-')", "a-b"),
        ("file.path('a', 'b')", "a/b"),
        ("as.character(5L)", "5"),
        ("x <- 'a'; x", "a"),
        ("x = 'a'; x", "a"),
        ("'a' -> x; x", "a"),
        ("`x y` <- 'a'; `x y`", "a"),
        ("'x' <- 'a'; x", "a"),
        ("x <- 60; y <- x * 2; y + 1", 121.0),
    ],
)
def test_folds(expression, expected):
    found = value(expression)
    assert (type(found), found) == (type(expected), expected)


@pytest.mark.parametrize(
    "expression",
    [
        "x",
        "f(5)",
        "5 / 0",
        "0^-1",
        "(-8)^0.5",
        "10^400",
        "2000000000L + 2000000000L",
        "'a' + 1",
        "-'a'",
        "!TRUE",
        "1:3",
        "5 %in% 5",
        "NULL",
        "NA",
        "1i",
        r'"\xe9"',
        r'"\ud800"',
        r'"\U00110000"',
        "paste0()",
        "paste0('a', x)",
        "paste('a', 'b', collapse = '-')",
        "paste('a', sep = 5)",
        "paste0(c('a', 'b'))",
        "T <- 0; T + x",
        "x <- 'a'; x <- 'b'; x",
        "x <- 'a'; x <<- 'b'; x",
        "x <<- 'a'; x",
        "if (y) x <- 'a'; x",
        "f <- function() { x <- 'a' }; x",
        "x <- 5; for (x in y) z; x",
        "x <- 5; f <- function() x <<- 6; x",
        "x <- 5; f <- function() 6 ->> x; x",
        "x <- 5; x[2] <- 6; x",
        "x <- 5; names(x) <- 'a'; x",
        "x <- 5; assign('x', 6); x",
        "x <- y; y <- x; x",
        "x <- x; x",
        "+".join("1" * 200),
    ],
)
def test_does_not_fold(expression):
    assert value(expression) is None


def test_true_has_a_short_name_that_can_be_assigned():
    assert value("T <- FALSE; T") is False


def test_texts_that_double_are_bounded():
    lines = ["x0 <- 'abcdefgh'"] + [f"x{n} <- paste0(x{n - 1}, x{n - 1})" for n in range(1, 60)]
    assert value("\n".join([*lines, "x5"])) == "abcdefgh" * 32
    assert value("\n".join([*lines, "x59"])) is None


@pytest.mark.parametrize("inner", ["function(x) x", "function() { x <- 6; x }", "function() { x = 6 }"])
def test_a_variable_of_a_function_is_another_one(inner):
    assert value(f"x <- 5; f <- {inner}; x") == 5.0


def test_a_variable_of_a_function_hides_the_script_s(read):
    reading = read("x <- 5\nf <- function(x) as.numeric(Sys.getenv('a', x))\n")
    assert [(one.name, one.default) for one in reading.interface.parameters] == [("a", None)]
    assert [finding.code for finding in reading.findings] == ["CLM022"]


def test_a_function_may_use_the_script_s_constant(read):
    reading = read("x <- 5\nf <- function(y) as.numeric(Sys.getenv('a', x))\n")
    assert [(one.name, one.default) for one in reading.interface.parameters] == [("a", 5.0)]
