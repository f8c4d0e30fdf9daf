"""The declarative form: the unchanged operator runs once per batch, its parameters bound to the batch."""

import sys
from textwrap import dedent

import pytest
from needs import NEEDS_R

from hatch_claimed.model import Output

BINDINGS = {"input_path": "data/{batch}.tif", "label": "{{{batch}}}"}


def kept(grid, name: str) -> dict[str, str]:
    return {one: (grid.shared / "runs" / f"{name}.{one}").read_text() for one in ("stdout", "stderr", "exit")}


def lay_out(grid, kind: str, program: str | list[str]) -> None:
    options = {
        "bindings": BINDINGS,
        "parameters": [
            grid.parameter("input_path", required=True),
            grid.parameter("label"),
            grid.parameter("number", "Integer", 5),
        ],
    }
    if kind == "notebook":
        grid.notebook(*program, **options)
    else:
        (grid.r if kind == "r" else grid.script)(program, **options)


PROGRAMS = {
    "python": """
        import os, sys
        number = int(os.getenv("number", 5))
        print(os.environ["input_path"], os.environ["label"], number, __name__)
        print("to stderr", file=sys.stderr)
        if number == 7:
            sys.exit(3)
        """,
    "notebook": [
        "import os, sys\nnumber = int(os.getenv('number', 5))",
        "print(os.environ['input_path'], os.environ['label'], number, __name__)\nprint('to stderr', file=sys.stderr)",
        "if number == 7:\n    sys.exit(3)",
    ],
    "r": """
        number <- as.integer(Sys.getenv("number", 5))
        cat(Sys.getenv("input_path"), Sys.getenv("label"), number, "__main__\\n")
        message("to stderr")
        if (number == 7) quit(status = 3)
        """,
}
KINDS = ["python", "notebook", pytest.param("r", marks=NEEDS_R)]


@pytest.mark.parametrize("kind", KINDS)
def test_the_operator_runs_as_it_is_with_its_parameters_bound(grid, kind):
    lay_out(grid, kind, PROGRAMS[kind])
    grid.batches("a", "ü b")
    result = grid.run()
    assert result.code == 0, result
    assert "data/a.tif {a} 5 __main__\n" in result.out
    assert "data/ü b.tif {ü b} 5 __main__\n" in result.out
    assert result.err == "to stderr\n" * 2
    assert kept(grid, "a") == {"stdout": "data/a.tif {a} 5 __main__\n", "stderr": "to stderr\n", "exit": "0\n"}
    assert kept(grid, "%C3%BC%20b")["stdout"] == "data/ü b.tif {ü b} 5 __main__\n"


@pytest.mark.parametrize("kind", KINDS)
def test_an_exit_code_is_a_failure(grid, kind):
    lay_out(grid, kind, PROGRAMS[kind])
    grid.batches("a")
    result = grid.run(number=7)
    assert (result.code, grid.states()) == (1, {"a": "failed"})
    assert grid.report("a").strip() == "exit code 3: to stderr\n\nto stderr"
    assert kept(grid, "a")["exit"] == "3\n"
    assert "failed: a: exit code 3: to stderr\n" in result.out


def test_a_traceback_ends_the_report_and_tells_the_most(grid):
    lay_out(grid, "python", "import os\nraise ValueError('cos://key:secret@host/bucket')\n")
    grid.batches("a")
    assert grid.run().code == 1
    report = grid.report("a")
    assert report.startswith("exit code 1: ValueError: cos://***@host/bucket\n\nTraceback (most recent call last):\n")
    assert f'File "{grid.app / "count_words.py"}", line 2, in <module>' in report


@pytest.mark.parametrize(
    ("number", "line"), [(9, "killed by signal 9 (SIGKILL): out of memory?"), (11, "killed by signal 11 (SIGSEGV)")]
)
def test_a_killed_operator_is_a_failure(grid, number, line):
    lay_out(grid, "python", f"import os\nos.kill(os.getpid(), {number})\n")
    grid.batches("a", "b")
    assert grid.run().code == 1
    assert grid.states() == {"a": "failed", "b": "failed"}
    assert grid.report("a").strip() == line


def test_values_that_the_operator_refuses_fail_the_batch_alone(grid):
    grid.script(
        "import os\nprint(int(os.environ['number']))\n",
        bindings={"number": "{batch}"},
        parameters=[grid.parameter("number", "Integer", required=True)],
    )
    grid.batches("1", "x")
    assert grid.run().code == 1
    assert grid.states() == {"1": "processed", "x": "failed"}
    assert grid.report("x").startswith("exit code 2: claimed: environment variable number must be an Integer, not 'x'")


def test_much_output_is_passed_on_and_kept_at_both_ends(grid):
    lay_out(
        grid,
        "python",
        """
        import sys
        print("begin")
        for _ in range(160):
            print("x" * 99_999)
        print("end", file=sys.stdout)
        sys.stderr.write("no line end")
        """,
    )
    grid.batches("a")
    result = grid.run()
    assert result.code == 0
    assert result.out.count("x" * 99_999 + "\n") == 160
    assert result.err == "no line end"
    stdout = kept(grid, "a")["stdout"]
    assert stdout.startswith("begin\nxxx")
    assert stdout.endswith("xxx\nend\n")
    assert "\n[... 6000010 bytes left out ...]\n" in stdout
    assert len(stdout) < 10_000_100


def test_the_operator_sees_neither_the_coordinators_connections_nor_its_modules(grid):
    lay_out(
        grid,
        "python",
        """
        import importlib.util, os
        print("ours", sorted(name for name in os.environ if name.startswith("gw_")), importlib.util.find_spec("only"))
        """,
    )
    (grid.root / "lib").mkdir()
    (grid.root / "lib" / "only.py").touch()
    grid.batches("a")
    result = grid.run(gw_coordinator_connection="cos://key:secret@host/bucket")
    assert result.code == 0
    assert "ours [] None\n" in result.out


def test_the_scripts_own_arguments_reach_it(grid):
    lay_out(grid, "python", "import sys\nprint('argv', sys.argv[1:])\n")
    grid.batches("a")
    assert "argv ['--mine', 'x y']\n" in grid.run("--", "--mine", "x y").out


def test_what_runs_on_behind_an_operator_is_ended_with_it(grid):
    lay_out(
        grid,
        "python",
        """
        import subprocess, sys
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        print(child.pid, file=open("child", "w"))
        """,
    )
    grid.batches("a")
    assert grid.run().code == 0
    assert grid.all_end([int((grid.work / "child").read_text())])


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{batch}{other}", "{other} means nothing: write {batch}"),
        ("{batch", "expected '}' before end of string"),
        ("{batch!r}", "{batch} means nothing"),
    ],
)
def test_placeholders_that_mean_nothing_are_refused_at_the_start(grid, text, problem):
    grid.script("import os\nos.environ['x']\n", bindings={"x": text}, parameters=[grid.parameter("x", required=True)])
    grid.batches("a")
    result = grid.run()
    assert result.code == 1
    assert f"what the grid wrapper binds x to is {text!r}: " in result.err
    assert problem in result.err
    assert grid.states() == {}


def test_an_operator_that_is_missing_is_said_at_the_start(grid):
    lay_out(grid, "python", "")
    (grid.root / "operator" / "run").unlink()
    grid.batches("a")
    result = grid.run()
    assert (result.code, result.err) == (
        1,
        f"claimed: there is no operator in this image: {grid.root}/operator/run is missing\n",
    )


def test_python_of_the_operator_is_that_of_the_image(grid):
    lay_out(grid, "python", "import sys\nprint('python', sys.executable)\n")
    grid.batches("a")
    assert f"python {sys.executable}\n" in grid.run().out


@pytest.mark.parametrize("kind", KINDS)
def test_outputs_go_where_the_wrapper_says(grid, kind):
    programs = {
        "python": """
            import os
            os.environ["result"] = "result.txt"
            with open(os.environ["result"], "w") as file:
                file.write(os.environ["number"])
            """,
        "r": """
            Sys.setenv(result = "result.txt")
            writeLines(Sys.getenv("number"), Sys.getenv("result"))
            """,
    }
    programs["notebook"] = [dedent(programs["python"])]
    options = {
        "bindings": {"number": "{batch}", "result": "out/{batch}.txt"},
        "parameters": [grid.parameter("number", "Integer", required=True)],
        "outputs": [Output(name="result", description=None, line=1)],
    }
    if kind == "notebook":
        grid.notebook(*programs[kind], **options)
    else:
        (grid.r if kind == "r" else grid.script)(programs[kind], **options)
    grid.batches("1", "2")
    result = grid.run()
    assert result.code == 0, result.err
    assert [(grid.work / "out" / f"{number}.txt").read_text().strip() for number in (1, 2)] == ["1", "2"]


def test_variables_of_a_notebook_are_set_for_each_batch(grid):
    grid.notebook(
        "path, n, names = 'none', 5, []",
        "print(path, n, names)",
        injects=1,
        bindings={"path": "data/{batch}.tif"},
        parameters=[
            grid.parameter("path", default="none", injected="value"),
            grid.parameter("n", "Integer", 5, injected="value"),
            grid.parameter("names", default="[]", injected="literal"),
        ],
    )
    grid.batches("a", "b")
    result = grid.run(n=7, names="['x']")
    assert result.code == 0, result
    assert "data/a.tif 7 ['x']\n" in result.out
    assert "data/b.tif 7 ['x']\n" in result.out
