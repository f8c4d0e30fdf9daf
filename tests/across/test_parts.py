"""The parts of the comparison by themselves."""

import kubelet
import pytest
from comparison import differences
from python_slice import slice_of
from r_slice import RSlice
from runs import Result
from values import SCENARIOS, plain_text, typed_text

VARIABLES = {"NAME": "value", "OTHER": "$(NAME)", "EMPTY": ""}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("$(NAME)", "value"),
        ("a $(NAME) b $(NAME)", "a value b value"),
        ("$(EMPTY)", ""),
        # what a value holds is not expanded again
        ("$(OTHER)", "$(NAME)"),
        # what cannot be resolved stays
        ("$(MISSING)", "$(MISSING)"),
        # escaped, it is never expanded, whether the variable is there or not
        ("$$(NAME)", "$(NAME)"),
        ("$$(MISSING)", "$(MISSING)"),
        ("$$$(NAME)", "$value"),
        ("$$$$(NAME)", "$$(NAME)"),
        ("$$", "$"),
        # nothing but `$(` is special
        ("$NAME ${NAME} 5$", "$NAME ${NAME} 5$"),
        ("$(NAME", "$(NAME"),
        ("$()", "$()"),
        # a byte is taken for the character of its number
        ("$é", "$Ã\udca9"),
    ],
)
def test_values_as_the_kubelet_expands_them(text, expected):
    assert kubelet.expand(text, VARIABLES) == expected


def test_a_variable_sees_those_before_it():
    entries = [
        {"name": "a", "value": "1"},
        {"name": "b", "value": "$(a)$(c)"},
        {"name": "c", "value": "3"},
        {"name": "d"},
    ]
    assert kubelet.environment(entries) == {"a": "1", "b": "1$(c)", "c": "3", "d": ""}


@pytest.mark.parametrize("text", ["$(NAME)", "$$", "$é", "$$(NAME)", "a$"])
def test_people_can_write_any_text(text):
    assert kubelet.expand(kubelet.as_people_write_it(text), VARIABLES) == text


def evaluated(source, environment, monkeypatch):
    """What a slice's probes see."""
    seen = []

    def probe(label, read, raises):
        try:
            value = read()
        except Exception as error:
            value = error
            if raises:
                raise
        seen.append((label, value))
        return value

    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    exec(slice_of(source).code, {"__probe__": probe})
    return seen


SOURCE = '''\
"""Does more than to read."""
import os, missing_package
from os import environ as env

LIMIT = 60 * 60
missing_package.start(os.getenv("across_a", "x"), folder=f"{os.getenv('across_b', 'y')}/z")
try:
    across_c = int(env["across_c"])
except KeyError:
    across_c = 0
if across_c > 5:
    raise SystemExit(1)
for name in ("across_d", "across_e"):
    print(env.get(name, "none"))
get = os.environ.get


def inner(default, other=get("across_f", LIMIT)):
    with open("/nowhere") as file:
        return os.getenv("across_g", default), int(os.getenv("across_h", "7")) + 1


os.environ["across_i"] = missing_package.path()
os.environ.setdefault("across_j", "set")
print(os.environ["across_j"])
'''


def test_a_slice_evaluates_reads_and_nothing_else(monkeypatch):
    assert evaluated(SOURCE, {"across_b": "b", "across_e": "e"}, monkeypatch) == [
        ("6: os.getenv('across_a', 'x')", "x"),
        ("6: f\"{os.getenv('across_b', 'y')}/z\"", "b/z"),
        ("14: env.get(name, 'none')", "none"),
        ("14: env.get(name, 'none')", "e"),
        ("18: get('across_f', LIMIT)", 3600),
        ("24: os.environ.setdefault('across_j', 'set')", "set"),
        ("25: os.environ['across_j']", "set"),
        ("20: int(os.getenv('across_h', '7')) + 1", 8),
    ]
    assert slice_of(SOURCE).skipped == ["os.getenv('across_g', default)"]


def test_a_slice_tells_no_value_of_the_machine(monkeypatch):
    source = "import os\nx = os.environ['ACROSS_M'] + os.getenv('across_n', '')\nos.environ['y'] = x\n"
    assert '__probe__("2: ' in slice_of(source).code
    assert "__probe__(None, lambda: os.environ['ACROSS_M']" in slice_of(source, str.isupper).code.replace("\n", "")


def test_a_slice_does_not_stumble_over_what_was_never_set(monkeypatch):
    source = "import os\ndel os.environ['across_o']\nx = os.getenv('across_p', 'p')\n"
    assert evaluated(source, {}, monkeypatch) == [("3: os.getenv('across_p', 'p')", "p")]


def test_a_slice_of_r():
    source = b"""\
library(missing)
limit <- 5L
get <- Sys.getenv
start(as.integer(Sys.getenv("a", limit)), get("b"))
x <- nzchar(Sys.getenv("c")) && file.exists(Sys.getenv("d", tempdir()))
"""
    kept = RSlice(source)
    assert kept.lines == [
        "limit <- 5L",
        "get <- Sys.getenv",
        '.probe("4: as.integer(Sys.getenv(\\"a\\", limit))", as.integer(Sys.getenv("a", limit)))',
        '.probe("4: get(\\"b\\")", get("b"))',
        '.probe("5: nzchar(Sys.getenv(\\"c\\"))", nzchar(Sys.getenv("c")))',
    ]
    assert kept.skipped == ['Sys.getenv("d", tempdir())']


def test_a_slice_of_r_keeps_functions_that_read():
    source = b"""\
get <- function(name, default) { value <- Sys.getenv(name); if (nzchar(value)) value else default }
show <- function() print(Sys.getenv("a", tempdir()))
as.integer(get("b", 5))
"""
    kept = RSlice(source)
    assert kept.lines == [
        source.decode().splitlines()[0],
        '.probe("3: as.integer(get(\\"b\\", 5))", as.integer(get("b", 5)))',
    ]
    assert kept.skipped == ['Sys.getenv("a", tempdir())']


def test_a_slice_of_r_tells_no_value_of_the_machine():
    source = b'all <- Sys.getenv()\nprint(Sys.getenv())\nx <- Sys.getenv("HOME")\ny <- Sys.getenv("y")'
    assert RSlice(source, {"HOME"}.__contains__).lines == ['.probe("4: Sys.getenv(\\"y\\")", Sys.getenv("y"))']


@pytest.mark.parametrize(
    ("value", "kind", "plain", "typed"),
    [
        (True, "python", "True", "true"),
        (False, "notebook", "", "false"),
        (False, "r", "FALSE", "false"),
        (-2.5, "python", "-2.5", "-2.5"),
        ("", "r", "", ""),
    ],
)
def test_texts_of_values(value, kind, plain, typed):
    assert (plain_text(value, kind), typed_text(value)) == (plain, typed)


def results(**changed):
    """Those of one script, equal but for the changed ones of a Job with defaults."""
    same = Result(0, ("4: x\tint\t1",))
    found = {(client, scenario): same for client in ("plain", "job") for scenario in SCENARIOS}
    return found | {("job", "defaults"): changed.get("job", same)}


@pytest.mark.parametrize(
    ("job", "expected"),
    [
        (Result(0, ("4: x\tint\t1",)), []),
        (Result(0, ("4: x\tstr\t'1'",)), [("4: x", "str '1'", "int 1")]),
        (Result(0, ()), [("number of reads", "0", "1")]),
        (Result(2, (), "claimed: no\n"), [("exit code", "2 (claimed: no)", "0"), ("number of reads", "0", "1")]),
    ],
)
def test_differences_are_found(job, expected):
    found = differences("x", results(job=job))
    assert [(one.what, one.saw, one.expected) for one in found] == expected
    assert {(one.client, one.scenario) for one in found} <= {("job", "defaults")}
