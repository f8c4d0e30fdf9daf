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
    runner = Runner()
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
    Runner().execute(Notebook(str(path), []).compile()[0], namespace)
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
    ],
)
def test_which_scripts_get_a_shell(source, wanted, needed):
    assert (shell.is_wanted(source), shell.is_needed(source)) == (wanted, needed)
