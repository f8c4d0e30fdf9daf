import json
from pathlib import PurePosixPath

import pytest

from hatch_claimed.sources.notebook.reader import NotebookReader
from hatch_claimed.sources.reader import ScriptSource
from hatch_claimed.sources.variables.overrides import VariableOverrides


def names(interface):
    return [one.name for one in interface.parameters], [one.name for one in interface.outputs]


def test_what_is_left_alone_is_said_once_where_it_is_used_first(read):
    reading = read("import os", "\nos.environ['OMP_NUM_THREADS'] = '1'", "os.environ['PATH']\nos.environ['x'] = 'True'")
    assert names(reading.interface) == ([], [])
    [finding] = reading.findings
    assert (finding.code, finding.line, finding.cell) == ("CLM110", 2, 2)


def test_what_cannot_be_told_is_asked_in_its_cell(read):
    reading = read("import os", "os.environ['model'] = 'model'")
    assert names(reading.interface) == ([], ["model"])
    assert [(finding.code, finding.line, finding.cell) for finding in reading.findings] == [("CLM111", 1, 2)]


def test_a_comment_holds_for_all_cells(read):
    reading = read("os.environ['x'] = 'a.csv'", "!ls\nos.getenv('x')  # claimed: internal", "os.environ['x'] = 'b'")
    assert (names(reading.interface), reading.findings) == (([], []), ())


def test_a_comment_counts_in_its_own_cell(read):
    reading = read("os.environ['x'] = 'x'\nos.environ['y'] = 'z'", "\n# claimed: output")
    assert [(finding.code, finding.line, finding.cell) for finding in reading.findings] == [
        ("CLM111", 1, 1),
        ("CLM111", 2, 1),
        ("CLM090", 2, 2),
    ]


@pytest.mark.parametrize(
    ("cell", "parameters"),
    [
        ("%%bash\necho $JOB_COMPLETION_INDEX", []),
        ("!echo $RANK $x", ["x"]),
        ("%%bash\nset -e\necho ${RANK:-a}  # claimed: parameter", ["RANK"]),
        ("!echo $RANK # claimed: parameter", ["RANK"]),
        ("%%bash\necho $x  # claimed: internal\necho $y", ["y"]),
    ],
)
def test_shell_cells_and_lines(read, cell, parameters):
    assert names(read(cell).interface) == (parameters, [])


def test_settings():
    cell = {"cell_type": "code", "source": "import os\nos.environ['HOSTNAME']\nos.environ['x'] = 'x'"}
    content = json.dumps({"cells": [cell]}).encode()
    wanted = VariableOverrides(parameters=("HOSTNAME", "y"), outputs=("x",))
    reading = NotebookReader().read(ScriptSource(PurePosixPath("a.ipynb"), content, wanted))
    assert (names(reading.interface), reading.findings) == ((["HOSTNAME"], ["x"]), ())
    assert reading.unused == (("parameters", "y"),)
