import inspect
import linecache

import pytest

from hatch_claimed.runtime.python.claimed_launcher import shell
from hatch_claimed.runtime.python.claimed_launcher.notebook import Notebook, Runner

SCRIPT = '''#!/usr/bin/env python
# coding: utf-8

# In[1]:


from __future__ import annotations
page = "a\x0cb"


# In[3]:


def late(x: Missing):
    """é"""
    return page, x
'''
CELLS = [(1, 7), (3, 14)]


@pytest.fixture
def notebook(tmp_path):
    path = tmp_path / "my book.py"
    path.write_text(SCRIPT, encoding="utf-8")
    return Notebook(str(path), CELLS)


def test_the_parts_of_a_notebook(notebook):
    lines = SCRIPT.split("\n")
    assert [(name, "".join(part)) for name, part in notebook.parts()] == [
        (notebook.path, "\n".join(lines[:6]) + "\n"),
        ("my book.ipynb, cell 1", "\n".join(lines[6:13]) + "\n"),
        ("my book.ipynb, cell 3", "\n".join(lines[13:])),
    ]
    assert notebook.source == SCRIPT


def test_a_notebook_without_code_cells_is_one_part(tmp_path):
    path = tmp_path / "a.py"
    path.write_bytes(b"\xef\xbb\xbfx = 1\r\ny = 2")
    assert list(Notebook(str(path), []).parts()) == [(str(path), ["x = 1\n", "y = 2"])]


def test_cells_share_a_namespace_and_future_imports_and_their_source_is_known(notebook):
    namespace = {"__name__": "cells"}
    runner = Runner(notebook.source)
    for code in notebook.compile():
        runner.execute(code, namespace)
    linecache.checkcache()
    assert namespace["late"](1) == ("a\x0cb", 1)
    assert namespace["late"].__annotations__ == {"x": "Missing"}
    assert namespace["late"].__code__.co_filename == "my book.ipynb, cell 3"
    assert namespace["late"].__code__.co_firstlineno == 1
    assert inspect.getsource(namespace["late"]) == 'def late(x: Missing):\n    """é"""\n    return page, x\n'


def test_future_imports_of_the_launcher_do_not_reach_the_notebook(tmp_path):
    path = tmp_path / "a.py"
    path.write_text("def f(x: 1 + 1): ...\n")
    namespace = {"__name__": "cells"}
    Runner("").execute(Notebook(str(path), []).compile()[0], namespace)
    assert namespace["f"].__annotations__ == {"x": 2}


def test_a_syntax_error_names_the_cell_and_its_line(tmp_path):
    path = tmp_path / "a.py"
    path.write_text("x = 1\ny = 2\nif\n")
    with pytest.raises(SyntaxError) as error:
        Notebook(str(path), [(1, 1), (2, 2)]).compile()
    assert (error.value.filename, error.value.lineno, error.value.text) == ("a.ipynb, cell 2", 2, "if\n")


@pytest.mark.parametrize(
    ("source", "wanted", "needed"),
    [
        ("print(1)", False, False),
        ("get_ipython().system('ls')", True, True),
        ("x = get_ipython().getoutput('ls')", True, True),
        ("get_ipython().run_line_magic('matplotlib', 'inline')", True, True),
        ("get_ipython().run_cell_magic('bash', '', 'ls')", True, True),
        ("try:\n    get_ipython().__class__\nexcept NameError:\n    pass", True, False),
        ("from IPython.display import display", True, False),
    ],
)
def test_which_scripts_get_a_shell(source, wanted, needed):
    assert (shell.is_wanted(source), shell.is_needed(source)) == (wanted, needed)


@pytest.mark.parametrize(
    ("source", "waits", "within"),
    [
        ("print(1)", False, False),
        ("import asyncio", True, True),
        ("await f()", True, True),
        ("import asyncio\nasyncio.run(f())", True, True),
        # such a notebook makes its loop itself, and would find one that runs already
        ("import asyncio\nasyncio.get_event_loop().run_until_complete(f())", True, False),
        ("import nest_asyncio\nnest_asyncio.apply()\nloop.run_until_complete(f())", True, True),
        ("if loop.is_running():\n    await f()\nelse:\n    loop.run_until_complete(f())", True, True),
    ],
)
def test_which_notebooks_run_within_a_loop(source, waits, within):
    runner = Runner(source)
    assert (runner.waits, runner.within) == (waits, within)


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("1 + 1", False),
        ("for _ in range(3): pass", False),
        ("x, _ = 1, 2", False),
        ("print(_)", True),
        ("Out[1]", True),
        ("_12.head()", True),
        ("__name__", False),
        ("# _", False),
        ("print('_')", False),
    ],
)
def test_results_are_kept_only_where_a_notebook_reads_them(tmp_path, source, kept):
    path = tmp_path / "a.py"
    path.write_text(f"{source}\n")
    book = Notebook(str(path), [(1, 1)])
    assert ("_claimed_keep" in book.compile()[1].co_names) is kept
