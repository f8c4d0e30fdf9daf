"""Parameters of a cell that is tagged `parameters`, as papermill's users write them."""

import json
from pathlib import PurePosixPath

import pytest

from hatch_claimed.sources.notebook.reader import NotebookReader
from hatch_claimed.sources.reader import ScriptSource
from hatch_claimed.sources.variables.overrides import VariableOverrides

TAGGED = ("parameters",)


def read(*cells, variables=None):
    """Read a notebook of code cells: texts, or their tags and texts."""
    pairs = [((), cell) if isinstance(cell, str) else cell for cell in cells]
    document = {
        "cells": [
            {"cell_type": "markdown" if "markdown" in tags else "code", "metadata": {"tags": [*tags]}, "source": text}
            for tags, text in pairs
        ],
        "metadata": {"kernelspec": {"language": "python", "name": "python3"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    source = ScriptSource(PurePosixPath("book.ipynb"), json.dumps(document).encode(), variables or VariableOverrides())
    return NotebookReader().read(source)


def parameters(*cells, **more):
    """Name, type, way of injection and default of each parameter; `...` for the default of a required one."""
    found = read(*cells, **more).interface.parameters
    return [(one.name, one.type, one.injected, ... if one.required else one.default) for one in found]


def tagged(*lines):
    return parameters((TAGGED, "\n".join(lines)))


def told(*cells, **more):
    return [(one.code, one.severity, one.cell, one.line, one.message) for one in read(*cells, **more).findings]


@pytest.mark.parametrize(
    ("line", "expected"),
    {
        "x = 5": ("Integer", "value", 5),
        "x = -5": ("Integer", "value", -5),
        "x = 60 * 60": ("Integer", "value", 3600),
        "x = 10**30": ("Integer", "value", 10**30),
        "x = 0.5": ("Float", "value", 0.5),
        "x = 1e-4": ("Float", "value", 1e-4),
        "x = float('inf')": ("Float", "value", float("inf")),
        "x = True": ("Boolean", "value", True),
        "x = 'a' 'b'": ("String", "value", "ab"),
        "x = ''": ("String", "value", ""),
        "x = None": ("String", "inferred", None),
        "x: float = 1": ("Float", "value", 1.0),
        "x: bool = 0": ("Boolean", "value", False),
        "x: str = 5": ("String", "value", "5"),
        "x: int = None": ("Integer", "value", None),
        "x: 'int' = None": ("Integer", "value", None),
        "x: Optional[int] = None": ("Integer", "value", None),
        "x: typing.Optional[float] = None": ("Float", "value", None),
        "x: int | None = None": ("Integer", "value", None),
        "x: Union[int, float, None] = None": ("Float", "value", None),
        "x: Union[int, str] = None": ("String", "inferred", None),
        "x: Literal['a', 'b'] = None": ("String", "value", None),
        "x: Annotated[int, 'rounds'] = None": ("Integer", "value", None),
        "x: Path = None": ("String", "inferred", None),
        "x: List[int] = None": ("String", "literal", None),
        "x: dict[str, int] | None = None": ("String", "literal", None),
        "x = None  # type: int": ("Integer", "value", None),
        "x = None  # type: ignore": ("String", "inferred", None),
        "x = [1, 'a', None, True]": ("String", "literal", '[1, "a", null, true]'),
        "x = {'a': [0.5], 'b': {}}": ("String", "literal", '{"a": [0.5], "b": {}}'),
        "x = dict(a=dict(b='é'))": ("String", "literal", '{"a": {"b": "é"}}'),
        "x = {1: 'a'}": ("String", "literal", "{1: 'a'}"),
        "x = (1, 2)": ("String", "literal", "(1, 2)"),
        "x = ('a',)": ("String", "literal", "('a',)"),
        "x = {'b', 'a', 'c'}": ("String", "literal", "{'a', 'b', 'c'}"),
        "x = list()": ("String", "literal", "[]"),
        "x: int": ("Integer", "value", None),
        "x: None": ("String", "inferred", None),
        "x: int\nprint(x)": ("Integer", "value", ...),
        "x: None\nif x:\n    pass": ("String", "inferred", None),
        "x = 1; x = 2": ("Integer", "value", 2),
        "x = 2; x *= 3": ("Integer", "value", 6),
        'x = 5  #@param {type:"integer"}': ("Integer", "value", 5),
    }.items(),
)
def test_one_assignment(line, expected):
    assert tagged(line) == [("x", *expected)]
    assert told((TAGGED, line)) == []


@pytest.mark.parametrize(
    ("cell", "needed"),
    {
        "print(x + 1)": True,
        "with open(x) as file:\n    pass": True,
        "def f():\n    return x": False,
        "y = x if True else 0": False,
        "try:\n    x\nexcept NameError:\n    x = 5": False,
        "x = 5\nprint(x)": False,
        "[x for x in 'ab']": False,
        "y = 5": False,
    }.items(),
)
def test_what_is_only_declared_is_required_where_the_notebook_would_fail(cell, needed):
    assert parameters((TAGGED, "x: str"), cell) == [("x", "String", "value", ... if needed else None)]


def test_several_assignments():
    assert tagged("a = b = 3", "c, (d, _e) = 'x', (1.5, False)", "path = f'{c}/y'", "import os", "print(a)") == [
        ("a", "Integer", "value", 3),
        ("b", "Integer", "value", 3),
        ("c", "String", "value", "x"),
        ("d", "Float", "value", 1.5),
        ("_e", "Boolean", "value", False),
        ("path", "String", "value", "x/y"),
    ]


def test_constants_of_cells_above_are_known():
    assert parameters("ROOT = '/data'", (TAGGED, "path = ROOT + '/a.csv'\nroots = [ROOT]")) == [
        ("path", "String", "value", "/data/a.csv"),
        ("roots", "String", "literal", '["/data"]'),
    ]


def test_descriptions_stand_behind_or_above_and_headings_are_none():
    lines = (
        "# Parameters for papermill",
        "alpha = 0.1",
        "# share of the first",
        "# in percent",
        "ratio = 5",
        "# above",
        "count = 1  # rounds to run",
        "rate = None  # type: float  # how fast",
        "names = [",
        "    'a',  # first",
        "]  # who takes part",
        "year = 2020 #@param {type: 'integer'}",
        "# the last cell's parameters",
        "last = 1",
    )
    found = {one.name: one.description for one in read((TAGGED, "\n".join(lines))).interface.parameters}
    assert found == {
        "alpha": None,
        "ratio": "share of the first\nin percent",
        "count": "rounds to run",
        "rate": "how fast",
        "names": "who takes part",
        "year": None,
        "last": "the last cell's parameters",
    }


@pytest.mark.parametrize(
    ("comment", "description"),
    {
        "# Parameters": None,
        "# This cell is tagged `parameters`": None,
        '# Our default parameters\n# This cell has a "parameters" tag': None,
        "#### PARAMETERS ####": None,
        "# default params": None,
        "# how many parameters\n# the model may have": "how many parameters\nthe model may have",
        "# rounds": "rounds",
    }.items(),
)
def test_what_says_that_the_cell_holds_parameters_describes_none(comment, description):
    (found,) = read((TAGGED, f"\n{comment}\nx = 5")).interface.parameters
    assert found.description == description


def test_a_parameter_knows_its_place_and_keeps_the_order_of_the_source():
    cells = ("import os\nz = os.getenv('z', 'a')", (TAGGED, "\nx = 5\ny = 6"), "w = os.getenv('w', 'b')")
    found = read(*cells).interface
    assert [(one.name, one.cell, one.line) for one in found.parameters] == [
        ("z", 1, 2),
        ("x", 2, 2),
        ("y", 2, 3),
        ("w", 3, 1),
    ]
    assert [(one.number, one.injection) for one in found.program.cells] == [(1, None), (2, "after"), (3, None)]


def test_what_is_computed_is_optional_and_told():
    lines = "import os\nhere = os.getcwd()\nname = f'{here}/x'\nn = int(len(here))\nkey: str = here\nall = [here]"
    assert parameters((TAGGED, lines)) == [
        ("here", "String", "inferred", None),
        ("name", "String", "value", None),
        ("n", "Integer", "value", None),
        ("key", "String", "value", None),
        ("all", "String", "literal", None),
    ]
    findings = read((TAGGED, lines)).findings
    assert [(one.code, one.severity, one.line) for one in findings] == [
        ("CLM022", "warning", line) for line in range(2, 7)
    ]
    assert findings[0].remedy == (
        "Write a constant, `here = …`, or its type, `here: str = …`; or move the line into a cell below if it is no"
        " parameter."
    )


def test_what_a_block_changes_is_computed():
    assert tagged("x = 5", "if True:", "    x = 6") == [("x", "Integer", "value", None)]


def test_names_in_blocks_and_in_tuples_of_one_value():
    cell = "a, b = load()\ntry:\n    c = 1\nexcept OSError:\n    pass\nd['x'] = 1\ne.f = 2\nfor g in []:\n    pass"
    assert parameters((TAGGED, cell)) == []
    assert told((TAGGED, cell)) == [
        ("CLM136", "warning", 1, 1, "'a' and 'b' are no parameters: set within a block, or together with others."),
        ("CLM136", "warning", 1, 2, "'c' is no parameter: set within a block, or together with others."),
    ]


@pytest.mark.parametrize(
    ("line", "expected", "message"),
    [
        ("x: int = 'a'", ("String", "value", "a"), "'x' is annotated as int, and its value is of type String: the value counts."),
        ("x: int = 5.5", ("Float", "value", 5.5), "'x' is annotated as int, and its value is of type Float: the value counts."),
        ("x: str = [1]", ("String", "literal", "[1]"), "'x' is annotated as str, and its value is a collection: the value counts."),
        ("x: list = 'a,b'", ("String", "value", "a,b"), "'x' is annotated as a collection, and its value is of type String: the value counts."),
    ],
)  # fmt: skip
def test_an_annotation_that_does_not_fit(line, expected, message):
    assert tagged(line) == [("x", *expected)]
    assert told((TAGGED, line)) == [("CLM136", "warning", 1, 1, message)]


@pytest.mark.parametrize(
    "line", ["x = 'a\\0b'", "x = '\\ud800'", "x = [float('nan')]", "x = 'ab' * 9000 + 'ab' * 2000"]
)
def test_what_no_variable_of_the_environment_holds(line):
    ((_, kind, _, default),) = tagged(line)
    assert (kind, default) == ("String", None)
    assert [one[0] for one in told((TAGGED, line))] == ["CLM022"]


def test_names_that_nobody_can_set():
    assert tagged("größe = 5", "n = 1", "N = 2", "_ = 3", "HOME = '/root'") == [("n", "Integer", "value", 1)]
    assert told((TAGGED, "größe = 5\nn = 1\nN = 2\n_ = 3\nHOME = '/root'")) == [
        ("CLM136", "warning", 1, 1, "'größe' is no parameter: no environment variable can have this name."),
        ("CLM136", "warning", 1, 3, "'N' is no parameter: Kubeflow cannot tell it from 'n'."),
        ("CLM110", "hint", 1, 5, "No parameters and no outputs: 'HOME' belongs to the system."),
    ]


def test_comments_and_settings_decide_as_they_do_of_the_environment():
    assert tagged("HOME = 'x'  # claimed: parameter", "a = 1  # claimed: internal", "b = 2") == [
        ("HOME", "String", "value", "x"),
        ("b", "Integer", "value", 2),
    ]
    wanted = VariableOverrides(parameters=("RANK",), internal=("a",))
    result = read((TAGGED, "RANK = 0\na = 1"), variables=wanted)
    assert [one.name for one in result.interface.parameters] == ["RANK"]
    assert (result.findings, result.unused) == ((), ())


def test_what_reads_the_environment_is_no_second_parameter():
    cell = "import os\nx = int(os.getenv('x', 5))\ny = (\n    os.environ['z']\n)\nif 'a' in os.environ:\n    b = os.environ['a']"
    assert parameters((TAGGED, cell)) == [
        ("x", "Integer", None, 5),
        ("z", "String", None, ...),
        ("a", "String", None, None),
    ]
    assert told((TAGGED, cell)) == []


def test_a_name_that_is_read_from_the_environment_too():
    cells = ((TAGGED, "x = 5\nresult = 'a.csv'"), "import os\nos.getenv('x', 'a')\nos.environ['result'] = 'b.csv'")
    assert parameters(*cells) == [("x", "String", None, "a")]
    assert told(*cells) == [
        ("CLM137", "warning", 1, 1, "'x' is read from the environment in line 2 of cell 2: that counts, and the variable of this cell keeps its value."),
        ("CLM137", "warning", 1, 2, "'result' is set as an output in line 3 of cell 2: that counts, and the variable of this cell keeps its value."),
    ]  # fmt: skip


def test_a_name_that_is_an_argument_too():
    command_line = (
        "import argparse\np = argparse.ArgumentParser()\np.add_argument('--x', type=int, default=9)\np.parse_args()"
    )
    assert parameters((TAGGED, "x = 5"), command_line) == [("x", "Integer", None, 9)]
    assert told((TAGGED, "x = 5"), command_line) == [
        ("CLM137", "warning", 1, 1, "'x' is an argument in line 3 of cell 2: that counts, and the variable of this cell keeps its value.")
    ]  # fmt: skip


def test_papermill_reads_the_first_tagged_cell():
    assert parameters((TAGGED, "x = 5"), (TAGGED, "y = 6")) == [("x", "Integer", "value", 5)]
    assert told((TAGGED, "x = 5"), (TAGGED, "y = 6")) == [
        ("CLM137", "warning", 2, 1, "Cell 2 has the tag 'parameters' too, of which papermill reads cell 1 alone.")
    ]


def test_a_tag_on_text():
    cells = ((("parameters", "markdown"), "x = 5"), "y = 6")
    assert parameters(*cells) == []
    assert told(*cells) == [
        ("CLM137", "warning", 1, 1, "Cell 1 has the tag 'parameters' and holds no code: nothing in it is a parameter.")
    ]


def test_what_papermill_injected_before_is_replaced_at_its_place():
    cells = ((TAGGED, "x = 5\ny = [1]"), "print(x)", (("injected-parameters",), "# Parameters\nx = 7\nz = 3"))
    result = read(*cells)
    assert [(one.name, one.default) for one in result.interface.parameters] == [("x", 5), ("y", "[1]")]
    assert [one.injection for one in result.interface.program.cells] == [None, None, "instead"]
    assert [(one.code, one.severity, one.cell, one.message) for one in result.findings] == [
        (
            "CLM137",
            "warning",
            3,
            "Cell 3 holds values that papermill injected for an earlier run (x): they count while nothing is set, and as"
            " soon as a parameter is set all are replaced, as papermill does it.",
        )
    ]


def test_an_injected_cell_without_a_tagged_one_is_code():
    result = read((("injected-parameters",), "x = 7"), "print(x)")
    assert result.interface.parameters == ()
    assert b"x = 7" in result.interface.program.content
    assert result.findings == ()


def test_a_notebook_without_parameters_sets_none():
    for cell in ("# This cell has the tag\n", "%matplotlib inline\nimport numpy", "%%bash\nx=5"):
        result = read((TAGGED, cell))
        assert (result.interface.parameters, result.findings) == ((), ())
        assert not any(one.injection for one in result.interface.program.cells)


def test_magics_beside_assignments():
    assert tagged("%matplotlib inline", "x = 5", "!ls") == [("x", "Integer", "value", 5)]
    assert tagged("%%time", "x = 5") == [("x", "Integer", "value", 5)]


def test_a_tagged_cell_that_does_not_parse():
    result = read((TAGGED, "x = = 5"), "print(1)")
    assert result.interface.parameters == ()
    assert [one.code for one in result.findings] == ["CLM013"]


def test_tags_of_odd_shape_are_none():
    for tags in ("parameters", {"parameters": 1}, [1, None], None):
        document = {"cells": [{"cell_type": "code", "metadata": {"tags": tags}, "source": "x = 5"}]}
        found = NotebookReader().read(ScriptSource(PurePosixPath("a.ipynb"), json.dumps(document).encode()))
        assert found.interface.parameters == ()
