import pytest

from hatch_claimed.model import Output


def output(name, line=1, description=None, path=None):
    return Output(name=name, description=description, line=line, cell=None, path=path)


@pytest.mark.parametrize(
    "script",
    [
        "Sys.setenv(x = tempfile())",
        "Sys.setenv('x' = tempfile())",
        "Sys.setenv(`x` = tempfile())",
        "base::Sys.setenv(x = file.path(folder, 'a.csv'))",
        "f <- function() { Sys.setenv(x = tempfile()) }",
        "Sys.setenv(x = 'a.csv'); Sys.setenv(x = 'b.csv')",
        "Sys.setenv(x = tempfile()); write.csv(y, Sys.getenv('x'))",
    ],
)
def test_output(interface, script):
    found = interface(script)
    assert (found.outputs, found.parameters) == ((output("x"),), ())


@pytest.mark.parametrize(
    ("script", "path"),
    [
        ("Sys.setenv(x = 'out/a.csv')", "out/a.csv"),
        ("Sys.setenv(x = file.path('out', 'a.csv'))", "out/a.csv"),
        ("folder <- 'out'\nSys.setenv(x = paste0(folder, '/a.csv'))", "out/a.csv"),
        ("Sys.setenv(x = 'a.csv'); Sys.setenv(x = 'a.csv')", "a.csv"),
        ("Sys.setenv(x = 'a.csv'); Sys.setenv(x = 'b.csv')", None),
        ("Sys.setenv(x = 'a.csv'); Sys.setenv(x = find())", None),
        ("Sys.setenv(x = find())", None),
        ("Sys.setenv(x = )", None),
    ],
)
def test_the_path_that_a_script_sets(read, script, path):
    [found] = read(script).interface.outputs
    assert found.path == path


def test_several_in_one_call(interface):
    script = """
    # both
    Sys.setenv(
      table = "t.csv",
      # the plot
      plot = "p.pdf"
    )
    """
    assert interface(script).outputs == (
        output("table", 4, "both", "t.csv"),
        output("plot", 6, "the plot", "p.pdf"),
    )


@pytest.mark.parametrize(
    "script",
    [
        "Sys.setenv('x')",
        "Sys.setenv(...)",
        "Sys.unsetenv('x')",
        "# Sys.setenv(x = 'a')",
        "'Sys.setenv(x = 1)'",
        "other::Sys.setenv(x = 'a')",
    ],
)
def test_what_is_no_output(interface, script):
    assert interface(script).outputs == ()


@pytest.mark.parametrize(
    "script",
    [
        "do.call(Sys.setenv, list(x = 'a.csv'))",
        "do.call('Sys.setenv', as.list(c(x = 'a.csv')))",
        "do.call(base::Sys.setenv, c(x = 'a.csv'))",
        "set <- Sys.setenv; set(x = 'a.csv')",
    ],
)
def test_by_other_names(interface, script):
    assert interface(script).outputs == (output("x", path="a.csv"),)


@pytest.mark.parametrize("given", ["values", "setNames(list('a'), name)", "list('a')", "as.list(x)"])
def test_computed_names(read, finding, given):
    reading = read(f"do.call(Sys.setenv, {given})")
    assert reading.interface.outputs == ()
    assert reading.findings == (
        finding(
            "CLM025",
            1,
            "An output has a computed name, which cannot be known.",
            'Write it as text, `Sys.setenv(result = "result.csv")`, if it is an output.',
            severity="warning",
        ),
    )


@pytest.mark.parametrize("script", ["Sys.unsetenv('x')", "Sys.unsetenv(c('w', 'x'))"])
def test_what_the_script_takes_away_is_not_asked_of_the_caller(interface, script):
    assert interface(f"{script}; Sys.getenv('x')").parameters == ()
    assert [one.name for one in interface(f"Sys.getenv('x'); {script}").parameters] == ["x"]


def test_illegal_name(read, finding):
    reading = read("Sys.setenv(`my table` = 't.csv', plot = 'p.pdf')")
    assert reading.interface.outputs == (output("plot", path="p.pdf"),)
    assert reading.findings == (
        finding(
            "CLM020",
            1,
            "'my table' cannot be the name of an environment variable.",
            "Write 'my_table': letters, digits and underscores, not beginning with a digit.",
        ),
    )


@pytest.mark.parametrize(
    "script", ["Sys.getenv('x', 'd')\nSys.setenv(x = 'a')", "y <- 1\nSys.setenv(x = Sys.getenv('x', 'd'))"]
)
def test_parameter_that_is_set_is_no_output(read, finding, script):
    reading = read(script)
    assert [found.name for found in reading.interface.parameters] == ["x"]
    assert reading.interface.outputs == ()
    line = 1 if script.startswith("Sys") else 2
    assert reading.findings == (
        finding(
            "CLM024",
            2,
            f"'x' is set here and read in line {line}: it is a parameter, and no output.",
            'Set another name, `Sys.setenv(x_result = "…")`, if it is the path of a result.',
            severity="warning",
        ),
    )
