import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hatch_claimed.languages.r.language import R
from hatch_claimed.model import Interface, Program
from hatch_claimed.sources.r.reader import RReader
from hatch_claimed.sources.reader import ReadResult

MEND = "Correct line {}; `Rscript -e 'parse(\"a script.R\")'` shows what R makes of it."


def test_reader_is_for_r():
    assert (R.kind, R.suffixes, type(R.reader())) == ("r", (".R", ".r"), RReader)


@pytest.mark.parametrize("content", [b"", b"x <- 5\r\ny <- 6\r\n", b"# caf\xc3\xa9\nx <- '\xf0\x9f\x98\x80'"])
def test_script_is_kept_as_written(interface, content):
    assert interface(content).program == Program(filename="a script.R", content=content)


def test_empty_script_has_an_empty_interface(read):
    empty = Interface(
        description="",
        parameters=(),
        outputs=(),
        requirements=(),
        system_packages=(),
        program=Program(filename="a script.R", content=b""),
    )
    assert read("") == ReadResult(empty, ())


def test_without_the_extra_there_is_one_finding(read, finding, monkeypatch):
    monkeypatch.setitem(sys.modules, "tree_sitter_language_pack", None)
    assert read("x <- 5") == ReadResult(
        None,
        (
            finding(
                "CLM014",
                None,
                "R scripts cannot be read without the grammar of R.",
                "Run `pip install 'hatch-claimed[r]'`, and name `hatch-claimed[r]` in `build-system.requires`.",
            ),
        ),
    )


def test_script_in_another_encoding(read, finding):
    said = finding("CLM010", 2, "The script is not UTF-8 text.", "Save it as UTF-8.")
    assert read(b"x <- 5\n# caf\xe9\n") == ReadResult(None, (said,))


@pytest.mark.parametrize(
    ("script", "line", "column", "message"),
    [
        ("x <- 5\ny <- )\n", 2, 6, "R expects no ')' here."),
        ("'é😀' -> )", 1, 9, "R expects no ')' here."),
        ("f <- function( {\n}\ny <- 5", 1, 16, "R expects no '{' here."),
        ("f <- function() {\n  x <- 1\n", 3, 1, "'{' of line 1 is never closed."),
        ("x <- c(1,\n2\ny <- 3\n", 2, 2, "'(' of line 1 is never closed."),
        ('x <- "secret', 1, 13, "'\"' of line 1 is never closed."),
        ("x <-", 1, 5, "Something is missing here: R expects the expression to go on."),
        ("x <- 5 y <- 6", 1, 8, "R expects a new line or `;` before this."),
        ("f <- function() { a b }", 1, 21, "R expects a new line or `;` before this."),
        ("if (a) b\nelse c", 2, 6, "R expects a new line or `;` before this."),
        ("x <- 5\ry <- 6", 1, 8, "R expects a new line or `;` before this."),
        ("x <- 'C:\\data'", 1, 9, "R knows no escape \\d in a string."),
        ("x <- 5\n_y <- 6", 2, 1, "No name in R begins with an underscore."),
        ("\ufeffx <- 5", 1, 1, "The script begins with a byte order mark, which R does not read."),
    ],
)
def test_script_that_does_not_parse(read, finding, script, line, column, message):
    message = f"The script does not parse. {message}"
    assert read(script) == ReadResult(None, (finding("CLM010", line, message, MEND.format(line), column=column),))


@pytest.mark.parametrize("script", ["a; b;;c", "{ a; b\n c }", "x <- 5 # why\n# more", "{ if (a) b\nelse c }"])
def test_statements_side_by_side(read, script):
    assert read(script).findings == ()


def test_deep_nesting_is_no_problem(read):
    deep = f"Sys.getenv('x', {'(' * 900}1{')' * 900})"
    assert read(deep).interface.parameters[0].default == "1"
    assert read(f"{'f(' * 900}Sys.getenv('y'){')' * 900}").interface.parameters[0].name == "y"
    assert [found.code for found in read("f(" * 20_000 + ")" * 20_000).findings] == ["CLM010"]


@given(st.binary() | st.text().map(str.encode))
def test_nothing_makes_the_reader_raise(read, content):
    reading = read(content)
    assert (reading.interface is None) == any(finding.code == "CLM010" for finding in reading.findings)


PIECES = """
Sys.getenv( | Sys.setenv( | install.packages( | c( | ) | 'x' | "y" | x | <- | = | -> | , | as.integer( | 5 | 1e-4 | - | ^
/ | %% | NULL | NA | TRUE | #' b | paste0( | repos = | unset = | `a b` | base:: | { | } | ... | for (x in y) | r'(a)'
function(x) | # apt install a
"""
WORDS = st.sampled_from(["|>", "\n", *PIECES.replace("\n", " | ").strip(" |").split(" | ")])


@given(st.lists(WORDS, max_size=30).map(" ".join))
def test_no_mixture_of_what_it_knows_makes_the_reader_raise(read, script):
    reading = read(script)
    assert (reading.interface is None) == any(finding.code == "CLM010" for finding in reading.findings)
