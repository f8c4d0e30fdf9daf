from __future__ import annotations

import ast
import json
from pathlib import PurePosixPath

from hypothesis import given
from hypothesis import strategies as st

from hatch_claimed.sources.install.checks import Installs
from hatch_claimed.sources.notebook.reader import NotebookReader
from hatch_claimed.sources.python.code import Code, parse
from hatch_claimed.sources.python.ipython import installs, magics
from hatch_claimed.sources.reader import ReadResult, ScriptSource


def read(content):
    return NotebookReader().read(ScriptSource(PurePosixPath("a.ipynb"), content))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.sampled_from(["cells", "source", "cell_type", "metadata"]), inner)
    ),
    max_leaves=10,
)
lines = st.sampled_from(
    [
        "x = 1",
        "!ls",
        "!pip install a \\",
        "  b",
        "%pip install a",
        "%%bash",
        "pip install c",
        "if x:",
        "    !apt install d",
        "    y = os.getenv('y', 1)",
        "'''",
        "x = !pip install e",
        "# pip install f",
        "%time z = 2",
        "%%time",
        "x?",
        "",
        "\\",
        "get_ipython().system('pip install g'",
        ")",
        "from __future__ import annotations",
        "é = 'ü'; %matplotlib",
        "\x0c",
        "\r",
    ]
)
cells = st.lists(
    st.tuples(st.sampled_from(["code", "code", "markdown", "raw"]), st.lists(lines).map("\n".join)), max_size=4
)


@given(st.binary() | st.text().map(str.encode))
def test_any_bytes(content):
    reading = read(content)
    assert [finding.code for finding in reading.findings] == ["CLM011"]


@given(json_values)
def test_any_json(document):
    assert isinstance(read(json.dumps(document).encode()), ReadResult)


@given(st.text())
def test_any_text_in_a_cell(text):
    reading = read(json.dumps({"cells": [{"cell_type": "code", "source": text}]}).encode())
    assert reading.interface is not None
    ast.parse(reading.interface.program.content)


@given(cells)
def test_the_script_parses_and_installs_nothing(wanted):
    document = {"cells": [{"cell_type": kind, "source": text} for kind, text in wanted]}
    reading = read(json.dumps(document).encode())
    assert reading.interface is not None
    program = reading.interface.program
    code = parse(program.content.decode(), "a.py")
    assert isinstance(code, Code)
    assert [installs(magic, code) for magic in magics(code)] == [Installs()] * len(magics(code))

    numbers = [n for n, (kind, text) in enumerate(wanted, 1) if kind == "code" and text.strip()]
    assert [cell.number for cell in program.cells] == numbers
    script = program.content.decode().split("\n")
    assert [script[cell.first_line - 2] for cell in program.cells] == [f"# In[{number}]:" for number in numbers]


@given(cells)
def test_reads_are_found_in_the_line_where_they_stand(wanted):
    document = {"cells": [{"cell_type": kind, "source": text} for kind, text in wanted]}
    reading = read(json.dumps(document).encode())
    assert reading.interface is not None
    first_lines = {cell.number: cell.first_line for cell in reading.interface.program.cells}
    script = reading.interface.program.content.decode().split("\n")
    for parameter in reading.interface.parameters:
        assert parameter.cell is not None
        assert parameter.line is not None
        author = wanted[parameter.cell - 1][1].replace("\r\n", "\n").replace("\r", "\n").split("\n")
        assert "os.getenv" in author[parameter.line - 1]
        assert "os.getenv" in script[first_lines[parameter.cell] + parameter.line - 2]
