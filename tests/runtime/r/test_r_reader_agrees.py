"""What the reader makes of R without running it, beside what R makes of it."""

import subprocess

import pytest

from hatch_claimed.sources.r.constants import constants
from hatch_claimed.sources.r.literals import as_text
from hatch_claimed.sources.r.tree import parse, syntax_problem

EXPRESSIONS = r"""
5
5L
0x10
0x10L
1e5
1e5L
100000
123456
1e-4
0.0001234
0.1 + 0.2
1/3
2/3 * 1e10
1e15
1e16
123456789012345678
2^31
2**10
-2^2
-1
7 %% 3
-7 %% 3
-7 %/% 2
5L %/% 2L
60*60
1.5L
3000000000L
TRUE + 1L
-TRUE
T
FALSE
Inf
-Inf
1e300 * 1e300
1e-300
1234567.1
0.1234567890123456
'a'
"tab\tnewline\nquote\" \\ \x41 \101"
'\u00e9 \u{e9} \U0001F600 \U{1F600} \''
r"(a\b)"
R"---[x]--]---"
r'{"q"}'
paste("a", 1, TRUE)
paste("a", 1e5, sep = "-")
paste0("a", 5L, 0.5, 'b')
file.path("a", "b.csv")
as.character(1e-4)
((((5))))
1 + 2 * 3 - 4 / 5
"""

SCRIPTS = [
    "x <- 5",
    "x |> f(y = _)",
    "x <- 5 -> y",
    "f(, 1, )",
    "x = y = 5",
    "?f",
    "a ? b",
    "x <- 5 \u00a0",
    "\x00",
    "x <- c(1,\n2\ny <- 3",
    "}",
    "x <- {",
    "x y",
    "1 -> 2",
    "5 %foo% 6",
    "a := b",
    "-1:3",
    "if (x) 1 else",
    "function x",
    "r'(a",
    '"\n"',
    "x <- 5; y <- 6;",
    "x <- 5 y <- 6",
    "x <- 5 5",
    "{ a b }",
    "{ a; b\n c }",
    "if (a) b else c",
    "if (a) b\nelse c",
    "{ if (a) b\nelse c }",
    "f <- function(x, ...) x",
    "f <- \\(x) x + 1",
    "x <- (1",
    "x <- 1)",
    "f <- function() {",
    "'unclosed",
    "'\\q'",
    "'\\x4'",
    "'\\u{1F600}'",
    "'\\U{1F600}'",
    'r"(a\\q)"',
    "`a b` <- 5",
    "x |> f()",
    "5 -> x",
    "x <-",
    "a %in% b",
    "x <- 5 # comment",
    "# only a comment",
    "",
    "x <- 5\r\ny <- 6\r\n",
    "x[1]; x[[1]]; x$a; x@b; a::b; a:::b",
    "for (i in 1:3) print(i)",
    "while (TRUE) break",
    "repeat { next }",
    "function(x) -x",
    "!x; ~y; -z; ?h",
    "_x <- 5",
    "5x <- 5",
    "“abc”",
]


@pytest.fixture
def r(tmp_path):
    def run(code):
        path = tmp_path / "oracle.R"
        path.write_text(code)
        done = subprocess.run(
            ["Rscript", "--vanilla", str(path)],
            capture_output=True,
            check=True,
            env={"LC_ALL": "C.UTF-8", "PATH": "/usr/local/bin:/usr/bin:/bin"},
        )
        return done.stdout.decode().split("\0")[:-1]

    return run


def test_constants_have_the_text_that_r_gives_them(r):
    expressions = [line for line in EXPRESSIONS.splitlines() if line]
    writes = "".join(f"writeBin(as.character({line}), out)\n" for line in expressions)
    said = r(f"out <- pipe('cat', 'wb')\n{writes}close(out)\n")
    known = constants(parse(b""))
    values = [known.value(parse(line.encode()).named_children[0]) for line in expressions]
    assert [None if value is None else as_text(value) for value in values] == said


def test_a_script_parses_where_r_can_parse_it(r, tmp_path):
    files = []
    for number, script in enumerate(SCRIPTS):
        files.append(tmp_path / f"{number}.R")
        files[-1].write_bytes(script.encode())
    tries = "".join(
        f"writeBin(tryCatch({{parse('{file}'); 'parses'}}, error = function(e) 'does not'), out)\n" for file in files
    )
    said = r(f"out <- pipe('cat', 'wb')\n{tries}close(out)\n")
    ours = [syntax_problem(parse(script.encode()), script.encode()) for script in SCRIPTS]
    assert {s: "does not" if problem else "parses" for s, problem in zip(SCRIPTS, ours, strict=True)} == dict(
        zip(SCRIPTS, said, strict=True)
    )
