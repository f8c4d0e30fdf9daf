from pathlib import PurePosixPath

import pytest

from hatch_claimed.sources.r.reader import RReader
from hatch_claimed.sources.reader import ScriptSource
from hatch_claimed.sources.variables.overrides import VariableOverrides


@pytest.fixture
def look():
    """The names of parameters and of outputs, the codes and lines of findings, and the settings without use."""

    def look(script, **wanted):
        reading = RReader().read(ScriptSource(PurePosixPath("a.R"), script.encode(), VariableOverrides(**wanted)))
        interface = reading.interface
        names = [one.name for one in interface.parameters], [one.name for one in interface.outputs]
        return names, [(finding.code, finding.line) for finding in reading.findings], reading.unused

    return look


@pytest.mark.parametrize(
    "script",
    [
        "Sys.getenv('HOME')",
        "as.integer(Sys.getenv('SLURM_CPUS_PER_TASK', '1'))",
        "Sys.setenv(TZ = 'UTC', OMP_NUM_THREADS = '1')",
        "Sys.setenv(PATH = paste('/opt/bin', Sys.getenv('PATH'), sep = ':'))",
        "Sys.getenv(c('HOME', 'USER'))",
        "Sys.setenv(R_LIBS_USER = '/tmp/library')",
    ],
)
def test_variables_of_somebody_else_are_left_alone(look, script):
    assert look(script) == (([], []), [("CLM110", 1)], ())


@pytest.mark.parametrize(
    "value", ["1", "5L", "TRUE", "'TRUE'", "'no'", "''", "'https://x/a.csv'", "as.integer(x)", "nrow(x)"]
)
def test_what_can_be_no_path_is_no_output(look, value):
    assert look(f"Sys.setenv(x = {value})") == (([], []), [("CLM110", 1)], ())


@pytest.mark.parametrize(
    "value",
    [
        *[
            "'a.csv'",
            "file.path(x, y)",
            "file.path(x)",
            "paste0(x, '.csv')",
            "paste0(x, '/', y)",
            "sprintf('%s.csv', x)",
        ],
        *["tempfile()", "normalizePath(x)", "getwd()", "base::file.path(x, 'a')", "as.character(file.path(x, y))"],
    ],
)
def test_what_is_made_as_a_path_is_an_output(look, value):
    assert look(f"Sys.setenv(x = {value})") == (([], ["x"]), [], ())


def test_what_a_variable_was_given_tells_too(look):
    assert look("out <- file.path(x, 'a.csv')\nSys.setenv(x = out)") == (([], ["x"]), [], ())
    assert look("f <- function() {\n  n <- as.integer(y)\n  Sys.setenv(x = n)\n}") == (([], []), [("CLM110", 3)], ())


@pytest.mark.parametrize("value", ["'model'", "x", "find()", "paste(x, y)", "if (a) 'b' else 'c'", "", "sprintf(x)"])
def test_what_may_be_either_is_an_output_with_a_warning(look, value):
    assert look(f"Sys.setenv(x = {value})") == (([], ["x"]), [("CLM111", 1)], ())


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("Sys.getenv('HOSTNAME')  # claimed: parameter", (["HOSTNAME"], [])),
        ("Sys.setenv(model = 'model')  #' claimed: output", ([], ["model"])),
        ("Sys.setenv(\n  a = 'a', # claimed: internal\n  b = 'b/'\n)", ([], ["b"])),
        ("Sys.setenv(x = paste(a,\n  b))  # claimed: output", ([], ["x"])),
        ("n <- as.integer(\n  Sys.getenv('RANK', '1')\n)  # claimed: parameter", (["RANK"], [])),
        ("Sys.setenv(x = 'a'); Sys.getenv('x')  # claimed: internal", ([], [])),
        ("Sys.getenv(name())  # claimed: internal", ([], [])),
        ("Sys.setenv(`a b` = 'x')  # claimed: internal", ([], [])),
    ],
)
def test_a_comment_says_what_a_variable_is(look, script, expected):
    assert look(script) == (expected, [], ())


def test_a_comment_that_changes_nothing(look):
    assert look("x <- 1  # claimed: output") == (([], []), [("CLM090", 1)], ())


def test_settings(look):
    script = "Sys.getenv('HOSTNAME')\nSys.setenv(x = 'x')\nSys.setenv(y = 'y.csv')"
    wanted = {"parameters": ("HOSTNAME", "x"), "outputs": ("x",), "internal": ("y", "z")}
    names, findings, unused = look(script, **wanted)
    assert names == (["HOSTNAME"], [])
    assert findings == []
    assert unused == (("parameters", "x"), ("internal", "z"))


def test_logins_are_parameters_and_no_outputs(look):
    assert look("Sys.setenv(HF_TOKEN = trimws(Sys.getenv('HF_TOKEN')))") == ((["HF_TOKEN"], []), [], ())
