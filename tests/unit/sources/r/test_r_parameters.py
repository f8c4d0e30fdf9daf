import math
import string
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hatch_claimed.model import Parameter
from hatch_claimed.sources.variables.table import owner


def parameter(name, type_="String", default=None, *, required=False, description=None, line=1):
    return Parameter(
        name=name, type=type_, default=default, required=required, description=description, line=line, cell=None
    )


@pytest.mark.parametrize(
    "script",
    [
        "x <- Sys.getenv('x')",
        'x = Sys.getenv("x")',
        "Sys.getenv('x') -> x",
        "Sys.getenv(x = 'x')",
        "base::Sys.getenv('x')",
        "`Sys.getenv`('x')",
        "Sys.getenv(('x'))",
        "Sys.getenv('x', names = TRUE)",
        "Sys.getenv('x', )",
        "Sys.getenv(r'(x)')",
        "name <- 'x'; Sys.getenv(name)",
        "Sys.getenv(paste0('', 'x'))",
        "Sys.getenv(c('x'))",
        "f <- function() { if (TRUE) print(nchar(Sys.getenv('x'))) }",
        "Sys.getenv(unset = , 'x')",
    ],
)
def test_required_parameter(interface, script):
    assert interface(script).parameters == (parameter("x", required=True),)


@pytest.mark.parametrize(
    "script",
    [
        "Sys.getenv('x', 'd')",
        "Sys.getenv('x', unset = 'd')",
        "Sys.getenv(unset = 'd', x = 'x')",
        "Sys.getenv(unset = 'd', 'x')",
        "Sys.getenv('x', uns = 'd')",
        "Sys.getenv('x', NA, unset = 'd')",
    ],
)
def test_default(interface, script):
    assert interface(script).parameters == (parameter("x", default="d"),)


@pytest.mark.parametrize(
    "script",
    [
        "# Sys.getenv('x')",
        "'Sys.getenv(\"x\")'",
        "r\"(Sys.getenv('x'))\"",
        "Sys.getenv()",
        "Sys.getenv(names = TRUE)",
        "Sys.getenv(NULL)",
        "other::Sys.getenv('x')",
        "getenv('x')",
        "x$Sys.getenv('x')",
        "Sys.getenv",
    ],
)
def test_what_is_no_read(interface, script):
    assert interface(script).parameters == ()


@pytest.mark.parametrize(
    ("script", "type_"),
    [
        ("as.numeric(Sys.getenv('x'))", "Float"),
        ("as.double(Sys.getenv('x'))", "Float"),
        ("as.integer(Sys.getenv('x'))", "Integer"),
        ("as.logical(Sys.getenv('x'))", "Boolean"),
        ("as.character(Sys.getenv('x'))", "String"),
        ("base::as.integer(x = (Sys.getenv('x')))", "Integer"),
        ("Sys.getenv('x') |> as.integer()", "Integer"),
        ("y = Sys.getenv('x') %>% as.integer()", "Integer"),
        ("suppressWarnings(as.integer(Sys.getenv('x')))", "Integer"),
        ("as.integer(as.numeric(Sys.getenv('x')))", "Float"),
        ("as.integer(trimws(Sys.getenv('x')))", "String"),
        ("as.integer(Sys.getenv('x'), 5)", "String"),
        ("as.integer(y = Sys.getenv('x'))", "String"),
        ("other::as.integer(Sys.getenv('x'))", "String"),
        ("as.integer(Sys.getenv('x') + 1)", "String"),
        ("Sys.getenv('x') |> as.integer(5)", "String"),
        ("5 |> as.integer(Sys.getenv('x'))", "Integer"),
        ("as.Date(Sys.getenv('x'))", "String"),
    ],
)
def test_type(interface, script, type_):
    assert interface(script).parameters == (parameter("x", type_, required=True),)


@pytest.mark.parametrize("nothing", ["NA", "NA_character_", "NA_integer_", "(NA)"])
def test_optional_without_a_value(interface, nothing):
    assert interface(f"Sys.getenv('x', {nothing})").parameters == (parameter("x"),)


@pytest.mark.parametrize("cast", ["as.numeric", "as.integer", "as.logical"])
@pytest.mark.parametrize("text", ["''", "'NA'"])
def test_text_that_a_cast_makes_na_of_is_no_value(interface, cast, text):
    types = {"as.numeric": "Float", "as.integer": "Integer", "as.logical": "Boolean"}
    assert interface(f"{cast}(Sys.getenv('x', {text}))").parameters == (parameter("x", types[cast]),)


def test_empty_default_of_a_string(interface):
    assert interface("Sys.getenv('x', '')").parameters == (parameter("x", default=""),)


@pytest.mark.parametrize(
    ("default", "value"),
    [
        ("5", 5),
        ("'5'", 5),
        ("5L", 5),
        ("' 5 '", 5),
        ("-1", -1),
        ("1e3", 1000),
        ("60*60", 3600),
        ("'0x10'", 16),
        ("1e5", 100000),
    ],
)
def test_integer_default(interface, default, value):
    found = interface(f"as.integer(Sys.getenv('x', {default}))").parameters
    assert found == (parameter("x", "Integer", value),)
    assert type(found[0].default) is int


@pytest.mark.parametrize(
    ("default", "value"),
    [
        ("5", 5.0),
        ("'0.5'", 0.5),
        ("1e-4", 0.0001),
        ("-.5", -0.5),
        ("Inf", math.inf),
        ("'-inf'", -math.inf),
        ("1/4", 0.25),
    ],
)
def test_float_default(interface, default, value):
    found = interface(f"as.numeric(Sys.getenv('x', {default}))").parameters
    assert found == (parameter("x", "Float", value),)
    assert type(found[0].default) is float


def test_default_that_is_not_a_number(interface):
    found = interface("as.numeric(Sys.getenv('x', NaN)); as.numeric(Sys.getenv('x', NaN))").parameters
    assert [math.isnan(found[0].default), found[0].type, len(found)] == [True, "Float", 1]


@pytest.mark.parametrize(
    ("default", "value"),
    [
        ("TRUE", True),
        ("T", True),
        ("'true'", True),
        ("'True'", True),
        ("FALSE", False),
        ("F", False),
        ("'false'", False),
    ],
)
def test_boolean_default(interface, default, value):
    assert interface(f"as.logical(Sys.getenv('x', {default}))").parameters == (parameter("x", "Boolean", value),)


@pytest.mark.parametrize(("default", "value"), [("1", True), ("'Yes'", True), ("0", False), ("'no'", False)])
def test_boolean_default_that_r_itself_does_not_know(read, finding, default, value):
    reading = read(f"as.logical(Sys.getenv('x', {default}))")
    assert reading.interface.parameters == (replace(parameter("x", "Boolean", value), misread=True),)
    assert reading.findings == (
        finding(
            "CLM023",
            1,
            "The default of 'x' says yes or no, which as.logical makes NA of.",
            'Write `as.logical(Sys.getenv("x", "TRUE"))` or the same with FALSE.',
            severity="warning",
        ),
    )


@pytest.mark.parametrize(
    ("cast", "type_", "default", "example"),
    [
        ("as.integer", "Integer", "5.5", "5"),
        ("as.integer", "Integer", "'five'", "5"),
        ("as.integer", "Integer", "'5L'", "5"),
        ("as.integer", "Integer", "2^31", "5"),
        ("as.integer", "Integer", "TRUE", "5"),
        ("as.integer", "Integer", "Inf", "5"),
        ("as.numeric", "Float", "'1_000'", "0.5"),
        ("as.numeric", "Float", "'0,5'", "0.5"),
        ("as.numeric", "Float", "'٣'", "0.5"),
        ("as.logical", "Boolean", "'maybe'", "TRUE"),
        ("as.logical", "Boolean", "5", "TRUE"),
    ],
)
def test_default_that_does_not_fit(read, finding, cast, type_, default, example):
    reading = read(f"\n{cast}(Sys.getenv('x', {default}))")
    assert reading.interface.parameters == (parameter("x", type_, line=2),)
    message = f"The default of 'x' does not fit its type {type_}."
    assert reading.findings == (finding("CLM023", 2, message, f'Write `{cast}(Sys.getenv("x", "{example}"))`.'),)


@pytest.mark.parametrize(
    "default", ["Sys.time()", "y", "f('a')", "c('a', 'b')", "'\\xe9'", "if (a) 1 else 2", "!TRUE", "...", "1i"]
)
def test_computed_default(read, finding, default):
    reading = read(f"Sys.getenv('x', {default})")
    assert reading.interface.parameters == (parameter("x"),)
    assert reading.findings == (
        finding(
            "CLM022",
            1,
            "The default of 'x' is computed, which artifacts cannot show: it is optional without a value.",
            'Write `Sys.getenv("x", "text")`, a constant; or `Sys.getenv("x", NA)`, and compute the value in a line '
            "below when it is NA.",
            severity="warning",
        ),
    )


def test_null_is_no_value_and_r_refuses_it(read, finding):
    reading = read("as.integer(Sys.getenv('x', NULL))")
    assert reading.interface.parameters == (parameter("x", "Integer"),)
    assert reading.findings == (
        finding(
            "CLM022",
            1,
            "R does not take NULL as the default of 'x': Sys.getenv stops with 'wrong type for argument'.",
            'Write `as.integer(Sys.getenv("x", "5"))`, a constant; or `Sys.getenv("x", NA)` for no value.',
            severity="warning",
        ),
    )


def test_vector_of_names_reads_each(interface):
    found = interface("as.integer(Sys.getenv(c('b', 'a'), 7))\nnames <- c('d', 'c'); Sys.getenv(names)").parameters
    assert found == (
        parameter("b", "Integer", 7),
        parameter("a", "Integer", 7),
        parameter("d", required=True, line=2),
        parameter("c", required=True, line=2),
    )


@pytest.mark.parametrize("name", ["y", "paste0('x', i)", "c('a', y)", "5 + y", "...", "NA + 1"])
def test_computed_name(read, finding, name):
    reading = read(f"Sys.getenv({name}, 'd')")
    assert [found.name for found in reading.interface.parameters] == (["a"] if "'a'" in name else [])
    assert reading.findings == (
        finding(
            "CLM025",
            1,
            "A parameter has a computed name, which cannot be known.",
            'Write it as text, `Sys.getenv("threshold")`, if it is a parameter.',
            severity="warning",
        ),
    )


def test_illegal_name(read, finding):
    reading = read("Sys.getenv('api key')\nSys.getenv('api key', 5)")
    assert reading.interface.parameters == ()
    assert reading.findings == (
        finding(
            "CLM020",
            1,
            "'api key' cannot be the name of an environment variable.",
            "Write 'api_key': letters, digits and underscores, not beginning with a digit.",
        ),
    )


def test_same_read_twice_is_one_parameter(interface):
    assert interface("Sys.getenv('x', 5)\n# the x\nSys.getenv('x', '5')").parameters == (
        parameter("x", default="5", description="the x"),
    )


@pytest.mark.parametrize(
    ("first", "second", "manners"),
    [
        ("Sys.getenv('x')", "Sys.getenv('x', 'd')", ("String without default", 'String with the default "d"')),
        (
            "Sys.getenv('x', 'c')",
            "Sys.getenv('x', 'd')",
            ('String with the default "c"', 'String with the default "d"'),
        ),
        (
            "as.logical(Sys.getenv('x', T))",
            "as.logical(Sys.getenv('x', F))",
            ("Boolean with the default TRUE", "Boolean with the default FALSE"),
        ),
        ("Sys.getenv('x', NA)", "Sys.getenv('x')", ("String with a default", "String without default")),
        ("Sys.getenv('x')", "as.integer(Sys.getenv('x'))", ("String without default", "Integer without default")),
        (
            "Sys.getenv('x', 'https://u:abracadabra@host')",
            "Sys.getenv('x', 'd')",
            ("String with a default", 'String with the default "d"'),
        ),
    ],
)
def test_two_reads_that_disagree(read, finding, first, second, manners):
    reading = read(f"{first}\n\n{second}")
    assert [found.line for found in reading.interface.parameters] == [1]
    assert reading.findings == (
        finding(
            "CLM021",
            3,
            f"'x' is read as {manners[0]} in line 1, but as {manners[1]} in line 3.",
            "Give both the same cast and the same default, or read it once and use the variable in the other place.",
        ),
    )


@pytest.mark.parametrize(
    ("script", "description"),
    [
        ("\n# above\nx <- Sys.getenv('x')", "above"),
        ("\n#' one\n#'\n#  two \nx <- Sys.getenv('x')", "one\n\n two"),
        ("\n# statement\nx <- as.integer(\n  Sys.getenv('x')\n)", "statement"),
        ("\n# statement\nx <- f(\n  # inside\n  Sys.getenv('x')\n)", "inside"),
        ("f <- function() {\n  # local\n  Sys.getenv('x')\n}", "local"),
        ("\n# far\n\nx <- Sys.getenv('x')", None),
        ("y <- 1 # trailing\nx <- Sys.getenv('x')", None),
        ("x <- Sys.getenv('x') # behind", "behind"),
        ("\n# above\nx <- Sys.getenv('x') # behind", "above"),
        ("x <- Sys.getenv('x') # nolint", None),
        ("x <- Sys.getenv('x') # was Sys.getenv('y')", None),
        ("x <- Sys.getenv('x') # behind  # nolint", "behind"),
        ("x <- Sys.getenv('x') # claimed: ignore[CLM041]", None),
        ("\n#' @param y other\n#' @param x the value,\n#'   in mm\n\ny <- 1\nx <- Sys.getenv('x')", "the value, in mm"),
        ("\n#' Title\n#' @param y other\nx <- Sys.getenv('x') # behind", "behind"),
        ("\n#' @param x of the function\nf <- function(x) x\nx <- Sys.getenv('x')", None),
        ("\n#' @param x of the function\nf = \\(x) x\nx <- Sys.getenv('x')", None),
        ("\n# apt install git\nx <- Sys.getenv('x')", None),
        ("\n# why\n# nolint start\nx <- Sys.getenv('x')", "why"),
        ("'\n# in a string'; x <- Sys.getenv('x')", None),
        ("\n# crlf\r\nx <- Sys.getenv('x')\r\n", "crlf"),
        ("\n### header ###\nx <- Sys.getenv('x')", "header ###"),
    ],
)
def test_description(read, script, description):
    assert [found.description for found in read(script).interface.parameters] == [description]


# a name of the system's or of a library's is no parameter
NAMES = st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,20}", fullmatch=True).filter(lambda name: owner(name) is None)
PLAIN = st.text(st.sampled_from(string.printable + "äß€😀").filter(lambda c: c not in "\r\x0b\x0c"), max_size=20)
VALUES = {
    "String": PLAIN,
    "Integer": st.integers(-(2**31) + 1, 2**31 - 1),
    "Float": st.floats(allow_nan=False, allow_infinity=False),
    "Boolean": st.booleans(),
}
CASTS = {"String": "{}", "Integer": "as.integer({})", "Float": "as.numeric({})", "Boolean": "as.logical({})"}


def literal(value):
    text = value if isinstance(value, str) else str(value).upper() if isinstance(value, bool) else repr(value)
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


@given(st.data(), st.lists(NAMES, unique=True, max_size=6))
def test_generated_parameters_come_back_exactly(interface, data, names):
    lines, expected = [], []
    for number, name in enumerate(names, 1):
        type_ = data.draw(st.sampled_from(sorted(VALUES)))
        value = data.draw(st.none() | VALUES[type_])
        default = "" if value is None else f", {literal(value).replace(chr(10), chr(92) + 'n')}"
        lines.append(f"{'v'}{number} <- " + CASTS[type_].format(f'Sys.getenv("{name}"{default})'))
        expected.append(parameter(name, type_, value, required=value is None, line=number))
    assert interface("\n".join(lines)).parameters == tuple(expected)
