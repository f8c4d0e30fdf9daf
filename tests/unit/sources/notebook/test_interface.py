from __future__ import annotations

import pytest

from hatch_claimed.model import Finding, Output, Parameter, Requirement, SystemPackages


def parameter(name, default="d", *, line=1, cell=1, description=None):
    return Parameter(
        name=name, type="String", default=default, required=False, description=description, line=line, cell=cell
    )


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("from os import getenv as g", "g('x', 'd')"), parameter("x", cell=2)),
        (("g('x', 'd')", "from os import getenv as g"), parameter("x")),
        (("D = 'd'", "os.getenv('x', D)"), parameter("x", cell=2)),
        (
            (("markdown", "os.getenv('y')"), "\n# what\nos.getenv('x', 'd')"),
            parameter("x", line=3, cell=2, description="what"),
        ),
        (("%%time\n# what\nos.getenv('x', 'd')",), parameter("x", line=3, description="what")),
        (("%%capture\n%%time\nos.getenv('x', 'd')",), parameter("x", line=3)),
        (("%%capture cap\nos.getenv('x', 'd')",), parameter("x", line=2)),
        (("%%timeit -n 1\nos.getenv('x', 'd')",), parameter("x", line=2)),
        (("%%timeit -r 2 -n 1 y = os.getenv('x', 'd')\ny",), parameter("x", line=1)),
        (("os.getenv('x', 'd')  # what",), parameter("x", description="what")),
        (("# Size.\n# @param x what", "os.getenv('x', 'd')"), parameter("x", cell=2, description="what")),
        (("!ls \\\n  -l\n# what\nos.getenv('x', 'd')",), parameter("x", line=4, description="what")),
        (("%time y = os.getenv('x', 'd')",), parameter("x")),
        (("# pip install a\nos.getenv('x', 'd')",), parameter("x", line=2)),
        (("if True:\n    !docker ps\n    os.getenv('x', 'd')",), parameter("x", line=3)),
    ],
)
def test_parameters(read, cells, expected):
    reading = read(*cells)
    assert (reading.interface.parameters, reading.findings) == ((expected,), ())


@pytest.mark.parametrize(
    "cells",
    [
        ("%%writefile a.py\nimport os\nos.getenv('x')\nos.environ['y'] = 'a'",),
        ("x = '''\nos.getenv('x')\n# pip install a\n!pip install a\n'''",),
        (("markdown", "!pip install a\n# pip install a"),),
        (("raw", "!pip install a"),),
        ("%%bash\n# pip install a\necho 'pip install a'",),
        ("%%html\n!pip install a",),
    ],
)
def test_text_is_no_code(read, cells):
    interface = read(*cells).interface
    assert (interface.parameters, interface.outputs, interface.requirements) == ((), (), ())


def test_outputs_of_all_cells(read):
    reading = read("os.environ['a'] = 'x/'", "os.environ['b'] = 'y/'\nos.environ['a'] = 'z/'")
    assert reading.interface.outputs == (
        Output(name="a", description=None, line=1, cell=1),
        Output(name="b", description=None, line=1, cell=2, path="y/"),
    )


def test_reads_that_disagree_name_their_cells(read):
    reading = read("os.getenv('x', 'd')", ("markdown", "m"), "\nos.getenv('x', 'e')")
    assert reading.interface.parameters == (parameter("x"),)
    assert reading.findings == (
        Finding(
            code="CLM021",
            severity="error",
            message="'x' is read as String with the default 'd' in line 1 of cell 1, but as String with the default"
            " 'e' in line 2 of cell 3.",
            remedy="Give both the same cast and the same default, or read it once and use the variable in the other"
            " place.",
            path="jobs/my-book.ipynb",
            line=2,
            cell=3,
        ),
    )


def test_a_constant_of_two_cells_is_none(read):
    reading = read("D = 'd'", "D = 'e'", "os.getenv('x', D)")
    assert [(finding.code, finding.line, finding.cell) for finding in reading.findings] == [("CLM022", 1, 3)]


@pytest.mark.parametrize(
    ("cell", "arguments", "line"),
    [
        ("!pip install a", ("a",), 1),
        ("! pip install a", ("a",), 1),
        ("!!pip install a", ("a",), 1),
        ("%pip install a # why", ("a",), 1),
        ("#!pip install a", ("a",), 1),
        ("#%pip install a", ("a",), 1),
        ("x = 1 # pip install a", ("a",), 1),
        ("!pip3 install 'a>=1' > /dev/null 2>&1", ("a>=1",), 1),
        ("import sys\n!{sys.executable} -m pip install -q a", ("-q", "a"), 2),
        ("x = !pip install a", ("a",), 1),
        ("x = %pip install a", ("a",), 1),
        ("if x:\n    for y in z:\n        !pip install a", ("a",), 3),
        ("def f():\n    %pip install a", ("a",), 2),
        ("\n\n!pip install \\\n  a \\\n  b\n", ("a", "b"), 3),
        ("%%bash\n\npip install a", ("a",), 3),
        ("%%sh\npip install \\\n  a", ("a",), 2),
        ("%%bash --out x\nif y; then\n  pip install a\nfi", ("a",), 3),
        ("%%script bash\npip install a", ("a",), 2),
        ("%%time\n!pip install a", ("a",), 2),
        ("%%capture\n%%bash\npip install a", ("a",), 3),
        ("%sx pip install a", ("a",), 1),
        ("!which a || pip install a", ("a",), 1),
        ("!cd x && pip install a && ls", ("a",), 1),
    ],
)
def test_requirements(read, cell, arguments, line):
    reading = read(cell)
    assert reading.interface.requirements == (Requirement(arguments=arguments, line=line, cell=1),)
    assert reading.findings == ()


def test_the_order_of_requirements(read):
    reading = read("!pip install z\n# pip install a\n%pip install m", "# pip install b")
    assert [requirement.text for requirement in reading.interface.requirements] == ["z", "a", "m", "b"]


def test_system_packages(read):
    reading = read("# apt install a", "!apt-get update && apt-get install -y b", "%%bash\nyum install -y c")
    assert reading.interface.system_packages == (
        SystemPackages(manager="apt", arguments=("install", "a"), line=1, cell=1),
        SystemPackages(manager="apt", arguments=("update",), line=1, cell=2),
        SystemPackages(manager="apt", arguments=("install", "b"), line=1, cell=2),
        SystemPackages(manager="dnf", arguments=("install", "c"), line=2, cell=3),
    )


@pytest.mark.parametrize(
    ("cell", "code", "line", "remedy"),
    [
        ("!pip install a, b", "CLM031", 1, "Write `!pip install a b`."),
        ("%pip install a, b", "CLM031", 1, "Write `%pip install a b`."),
        ("%%bash\nls\npip install a, b", "CLM031", 3, "Write `pip install a b`."),
        ("!dnf install a, b", "CLM035", 1, "Write `!dnf install a b`."),
    ],
)
def test_findings_show_the_line_as_it_was_typed(read, cell, code, line, remedy):
    [finding] = read(cell).findings
    assert (finding.code, finding.line, finding.cell, finding.remedy) == (code, line, 1, remedy)


def test_a_broken_line_still_does_not_install(read):
    reading = read("!pip install 'a\n", "!pip install https://user:secret@x.example/a.whl")
    assert [finding.code for finding in reading.findings] == ["CLM030", "CLM033"]
    content = reading.interface.program.content.decode()
    assert content == "# coding: utf-8\n\n# In[1]:\npass\n\n# In[2]:\npass\n"


@pytest.mark.parametrize(
    ("cell", "line"),
    [
        ("x = 1\ny = )", 2),
        ("!ls \\\n -l\nx = )", 3),
        ("\n%%time\n\nx = )", 4),
        ("print 'x'", 1),
        ("a\0b", 1),
        ("x = 1\n%%bash\nls -l x", 3),
    ],
)
def test_a_broken_cell_hides_no_other(read, cell, line):
    reading = read("os.getenv('x', 'd')", cell, "os.environ['y'] = 'a/'")
    assert reading.interface.parameters == (parameter("x"),)
    assert reading.interface.outputs == (Output(name="y", description=None, line=1, cell=3, path="a/"),)
    assert [(finding.code, finding.line, finding.cell) for finding in reading.findings] == [("CLM013", line, 2)]


@pytest.mark.parametrize(
    "cells",
    [
        ("# @param n how many\n# @param m how much", "import os\n\nn = os.getenv('n', '5')"),
        ("import os\nn = os.getenv('n', '5')", ("markdown", "Further"), "# Settings\n#\n# @param n how many"),
        ("# @param n how many", "%%bash\necho ${n:-5}"),
        ("%%bash\n# @param n how many\necho ${n:-5}",),
        ("%%capture cap\n# @param n how many\nimport os\n\nos.getenv('n', '5')",),
    ],
)
def test_param_lines_anywhere_describe_their_parameters(read, cells):
    (one,) = read(*cells).interface.parameters
    assert (one.name, one.default, one.description) == ("n", "5", "how many")
