"""Scripts that were exported from notebooks, with calls of `get_ipython()`."""

from pathlib import PurePosixPath

import pytest

from hatch_claimed.sources.python.reader import PythonReader
from hatch_claimed.sources.reader import ScriptSource


@pytest.fixture
def parameters():
    def listed(script):
        reading = PythonReader().read(ScriptSource(PurePosixPath("script.py"), script.encode()))
        assert reading.findings == ()
        return [(one.name, one.default, one.required, one.line) for one in reading.interface.parameters]

    return listed


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("\nget_ipython().run_cell_magic('bash', '', 'ls\\nls ${a:-b}\\n')", [("a", "b", False, 2)]),
        ("get_ipython().system('ls $a')", [("a", None, False, 1)]),
        ("x = get_ipython().getoutput('ls $a')", [("a", None, False, 1)]),
        ("a = 1\nget_ipython().system('ls $a')", []),
        ("get_ipython().run_line_magic('env', 'a')", [("a", None, True, 1)]),
        ("get_ipython().magic('env a=out.csv')\nget_ipython().system('ls $a')", []),
        ("get_ipython().system('pip install numpy; ls $a')", [("a", None, False, 1)]),
        ("get_ipython().system('pip install -i $index numpy')", []),
        ("import os\nos.system('ls $a')", []),
        ("command = 'ls $a'\nget_ipython().system(command)", []),
    ],
)
def test_parameters(parameters, script, expected):
    assert parameters(script) == expected
