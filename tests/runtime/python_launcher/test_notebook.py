"""Notebooks run cell by cell, in plain Python and with IPython's shell."""

from pathlib import Path

import pytest


def files_below(folder) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_cells_run_in_order_as_the_main_module(image):
    image.notebook(
        "from __future__ import annotations\nimport os\nn = int(os.getenv('n', 5))",
        "def late(x: Missing): return x",
        "print(n, __name__, late.__annotations__, '__file__' in globals())",
        rows=(("parameter", "n", "Integer", "false"),),
    )
    result = image.run("--n", "7")
    assert (result.code, result.out, result.err) == (0, "7 __main__ {'x': 'Missing'} False\n", "")


def test_what_stands_before_the_first_cell_runs_too(image):
    image.add("book.py", '"""What it is."""\nx = 1\n\nprint(x, __doc__)\n')
    image.interface(("script", "book.py", "notebook"), ("cell", "1", "4"))
    assert image.run().out == "1 What it is.\n"


def test_a_traceback_names_cell_and_line_and_shows_the_line(image):
    image.notebook("def fail(x):\n    return {}[x]", "y = 1\n\nfail(y)")
    result = image.run()
    lines = [line for line in result.err.splitlines() if not set(line) <= set(" ^~")]
    assert (result.code, lines) == (
        1,
        [
            "Traceback (most recent call last):",
            '  File "book.ipynb, cell 2", line 3, in <module>',
            "    fail(y)",
            '  File "book.ipynb, cell 1", line 2, in fail',
            "    return {}[x]",
            "KeyError: 1",
        ],
    )


def test_the_source_of_a_function_is_known(image):
    image.notebook("def f():\n    return 1  # one", "import inspect\nprint(inspect.getsource(f))")
    assert image.run().out == "def f():\n    return 1  # one\n\n"


def test_a_syntax_error_comes_before_the_first_cell_runs(image):
    image.notebook("print('started')", "x = 1\nif x\n    pass")
    result = image.run()
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith('  File "book.ipynb, cell 2", line 2\n    if x\n')


def test_a_top_level_await_works_and_its_traceback_begins_in_the_cell(image):
    image.notebook(
        "import asyncio\nlock = asyncio.Lock()",
        "await asyncio.sleep(0)\nasync with lock:\n    print('held')",
        "async def fail():\n    raise ValueError('x')\nawait fail()",
    )
    result = image.run()
    assert (result.code, result.out) == (1, "held\n")
    assert result.err.splitlines()[1] == '  File "book.ipynb, cell 3", line 3, in <module>'
    assert "asyncio" not in result.err


def test_a_cell_has_a_running_loop_and_may_run_another_one(image):
    image.notebook(
        "import asyncio\nasync def f(x):\n    await asyncio.sleep(0)\n    return x",
        "task = asyncio.create_task(f(1))",
        "print(asyncio.run(f(2)), task.done())",
        "print(await task, asyncio.get_running_loop().is_running())",
    )
    result = image.run()
    assert (result.code, result.out, result.err) == (0, "2 True\n1 True\n", "")


def test_a_notebook_that_makes_its_loop_itself_is_not_within_one(image):
    image.notebook(
        "import asyncio\nasync def f():\n    return 3",
        "loop = asyncio.new_event_loop()\nprint(loop.run_until_complete(f()))\nloop.close()",
        "print(await f())",
    )
    result = image.run()
    assert (result.code, result.out, result.err) == (0, "3\n3\n", "")


def test_an_error_in_a_cell_within_the_loop_is_a_plain_traceback(image):
    image.notebook("import asyncio\ndef fail():\n    raise ValueError('x')", "fail()")
    result = image.run()
    assert result.code == 1
    assert [line for line in result.err.splitlines() if "File" in line] == [
        '  File "book.ipynb, cell 2", line 1, in <module>',
        '  File "book.ipynb, cell 1", line 3, in fail',
    ]


@pytest.mark.parametrize(("end", "code"), [("import sys\nsys.exit(3)", 3), ("raise KeyboardInterrupt", 130)])
def test_a_cell_within_the_loop_ends_the_notebook(image, end, code):
    image.notebook("import asyncio", end, "print('further')")
    result = image.run()
    assert (result.code, result.out) == (code, "")


def test_tasks_that_have_not_ended_are_told_of(image):
    image.notebook(
        "import asyncio\nasync def f():\n    try:\n        await asyncio.sleep(60)\n    finally:\n"
        "        print('ended')",
        "kept = asyncio.create_task(f())",
    )
    result = image.run()
    assert (result.code, result.out) == (0, "ended\n")
    assert (
        result.err == "claimed: 1 asyncio task had not ended when the last cell did: `await` what is to be waited for\n"
    )


def test_a_notebook_that_waits_for_nothing_imports_no_asyncio(image):
    image.notebook("import sys\nprint([m for m in ('asyn' 'cio', 'IP' 'ython', 'argparse') if m in sys.modules])")
    assert image.run().out == "[]\n"


def test_last_results(image):
    image.notebook("1 + 1", "x = 3", "'a'  # what", "print(_, __, _1, Out)", "5;", "print(_)")
    assert image.run().out == "a 2 2 {1: 2, 3: 'a'}\na\n"


def test_a_name_that_the_notebook_gives_to_something_else_stays(image):
    image.notebook("_ = str.upper", "1 + 1", "print(_('a'))")
    assert image.run().out == "A\n"


def test_a_traceback_of_a_kept_result_names_its_line(image):
    image.notebook("print(_)", "x = 1\n\nx / 0")
    result = image.run()
    assert result.err.splitlines()[1] == '  File "book.ipynb, cell 2", line 3, in <module>'


def test_modules_that_a_cell_writes_are_found_at_once(image):
    lines = "open('fresh_{0}.py', 'w').write('x = {0}')\nimport fresh_{0}\nprint(fresh_{0}.x)"
    image.notebook(
        *("\n".join(lines.format(n).splitlines()[:1]) + f"\nimport json as j{n}" for n in range(3)),
        *("\n".join(lines.format(n).splitlines()[1:]) for n in range(3)),
    )
    assert image.run().out == "0\n1\n2\n"


PYPLOT = """
figures = []
def plot(line):
    figures[:] = figures or [[]]
    figures[0].append(line)
    return figures[0]
def get_fignums(): return list(range(len(figures)))
def close(which): figures.clear()
def show(*, block=None): pass
"""


def with_figures(image, *cells):
    image.add("matplotlib/__init__.py", "def use(backend): pass\n")
    image.add("matplotlib/pyplot.py", PYPLOT)
    image.notebook(*cells)
    result = image.run()
    assert (result.code, result.err) == (0, "")
    return result.out


def test_figures_end_with_their_cell_and_when_they_are_shown(image):
    cells = (
        "import matplotlib.pyplot as plt\nfirst = plt.plot(1)",
        "print(plt.plot(2), first)",
        "for line in (3, 4):\n    print(plt.plot(line))\n    plt.show(block=False)",
    )
    assert with_figures(image, *cells) == "[2] [1]\n[3]\n[4]\n"


@pytest.mark.parametrize("choice", ["import matplotlib\nmatplotlib.use('Agg')", "assert '%matplotlib notebook'"])
def test_figures_stay_where_a_notebook_chooses_how_they_are_drawn(image, choice):
    cells = (choice, "from matplotlib.pyplot import plot, show\nkept = plot(1)\nshow()", "print(plot(2))")
    assert with_figures(image, *cells) == "[1, 2]\n"


def test_what_is_commented_out_chooses_nothing(image):
    assert (
        with_figures(
            image, "# matplotlib.use('Agg')\nfrom matplotlib.pyplot import plot\nx = plot(1)", "print(plot(2))"
        )
        == "[2]\n"
    )


def test_display_shows_what_it_is_given(image):
    image.notebook("display([1], 'a', metadata={})")
    assert image.run().out == "[1]\na\n"


def test_processes_that_fork_know_the_functions_of_the_notebook(image):
    image.notebook(
        "import multiprocessing\ndef square(x): return x * x",
        "with multiprocessing.get_context('fork').Pool(2) as pool:\n    print(pool.map(square, [1, 2]))",
    )
    assert image.run().out == "[1, 4]\n"


def test_processes_that_spawn_do_not_run_the_notebook_again(image):
    image.notebook(
        "print('started')\nimport math, multiprocessing",
        "with multiprocessing.get_context('spawn').Pool(1) as pool:\n    print(pool.map(math.sqrt, [4]))",
    )
    assert image.run().out == "started\n[2.0]\n"


MAGICS = (
    "x = 'from python'\nget_ipython().system('echo $x {len(x)}')\nget_ipython().system('echo $HOME')",
    "get_ipython().run_cell_magic('bash', '', 'echo from bash\\n')",
    "y = get_ipython().getoutput('echo a; echo b')\nprint(list(y))",
    "get_ipython().run_cell_magic('capture', 'out', 'z = len(y)\\n')\nprint(z, get_ipython().user_module.__name__)",
    "from IPython import get_ipython as same\nprint(same() is get_ipython())\ndisplay('shown')",
)


def test_magics_and_shell_commands(own_image):
    own_image.notebook(*MAGICS)
    home = own_image.root / "home"
    home.mkdir()
    result = own_image.run(environment={"HOME": str(home)})
    assert (result.code, result.err) == (0, "")
    assert result.out.splitlines() == [
        "from python 11",
        f"{home}",
        "from bash",
        "['a', 'b']",
        "2 __main__",
        "True",
        "'shown'",
    ]
    assert files_below(home) == []


def test_the_shell_leaves_no_folder_behind(own_image, tmp_path):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    own_image.notebook("import os\nget_ipython()\nprint(os.environ['IPYTHONDIR'])")
    out = own_image.run(environment={"TMPDIR": str(scratch)}).out.strip()
    assert (Path(out).parent, files_below(scratch)) == (scratch, [])


def test_an_error_after_magics_is_a_plain_traceback(own_image):
    own_image.notebook("get_ipython().system('true')", "x = 1\n1 / 0")
    result = own_image.run()
    assert result.code == 1
    assert result.err.splitlines()[1] == '  File "book.ipynb, cell 2", line 2, in <module>'
    assert "claimed_launcher" not in result.err


def test_what_a_cell_captured_is_shown_when_it_fails(own_image):
    own_image.notebook("get_ipython().run_line_magic('capture', 'cap')\nprint('before')\n1 / 0", "print('further')")
    result = own_image.run()
    assert (result.code, result.out) == (1, "before\n")
    assert result.err.splitlines()[1] == '  File "book.ipynb, cell 1", line 3, in <module>'


OTHER = '{"cells": [%s], "nbformat": 4}'
CELL = '{"cell_type": "code", "source": ["%s"]}'


def test_another_notebook_is_found_beside_the_own_one_and_installs_nothing(own_image):
    cells = [CELL % "!pip install nothing-like-this\\nshared = 2", CELL % "%env A=b", CELL % "1 / 0"]
    own_image.add("lib/other.ipynb", OTHER % ", ".join(cells))
    own_image.notebook(
        "try:\n    get_ipython().run_line_magic('run', '../lib/other.ipynb')\nexcept ZeroDivisionError:\n"
        "    print(shared)",
        name="books/book.py",
    )
    own_image.interface(("script", "book.py", "notebook"), ("folder", "books"), ("cell", "1", "6"))
    result = own_image.run()
    assert (result.code, result.out, result.err) == (0, "env: A=b\n2\n", "")


@pytest.fixture
def without_ipython(tmp_path) -> dict[str, str]:
    package = tmp_path / "hidden" / "IPython"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("raise ImportError('hidden')")
    return {"PYTHONPATH": str(package.parent)}


def test_magics_without_ipython_are_a_clear_error(image, without_ipython):
    image.notebook("print('started')", "get_ipython().system('ls')")
    result = image.run(environment=without_ipython)
    assert (result.code, result.out) == (1, "")
    assert result.err == (
        "claimed: this notebook has magics or !commands, which need IPython, "
        "and IPython is not installed in this image\n"
    )


def test_a_notebook_may_ask_whether_there_is_a_shell(image, without_ipython):
    image.notebook("try:\n    get_ipython().__class__\nexcept NameError:\n    print('no shell')")
    result = image.run(environment=without_ipython)
    assert (result.code, result.out, result.err) == (0, "no shell\n", "")
