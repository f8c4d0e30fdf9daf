from __future__ import annotations

import json

import pytest

from hatch_claimed.model import Finding
from hatch_claimed.sources.reader import ReadResult


def no_notebook(why, line=None, column=None):
    return ReadResult(
        None,
        (
            Finding(
                code="CLM011",
                severity="error",
                message=f"jobs/my-book.ipynb is no notebook: {why}.",
                remedy="Open it in Jupyter and save it again, or resolve what a merge left in it.",
                path="jobs/my-book.ipynb",
                line=line,
                column=column,
            ),
        ),
    )


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", no_notebook("its JSON breaks off: Expecting value", 1, 1)),
        (
            b'{\n"cells": [\n<<<<<<< HEAD\n',
            no_notebook("its JSON breaks off: Expecting value", 3, 1),
        ),
        (b"\n\xff", no_notebook("it is not UTF-8", 2)),
        (b"[" * 100_000, no_notebook("it holds what no notebook holds")),
        (b"[1]", no_notebook("it has no list of cells")),
        (b"null", no_notebook("it has no list of cells")),
        (b"{}", no_notebook("it has no list of cells")),
        (b'{"cells": {}}', no_notebook("it has no list of cells")),
        (b'{"worksheets": []}', no_notebook("it has no list of cells")),
        (b'{"worksheets": [5]}', no_notebook("it has no list of cells")),
    ],
)
def test_what_is_no_notebook(read_bytes, content, expected):
    assert read_bytes(content) == expected


def names(reading):
    return [(parameter.name, parameter.cell) for parameter in reading.interface.parameters]


@pytest.mark.parametrize(
    "document",
    [
        {"cells": [{"cell_type": "code", "source": "os.getenv('x')"}]},
        {"cells": [{"cell_type": "code", "source": ["os.getenv(\n", "'x')"]}], "metadata": None},
        {"cells": [{"cell_type": "code", "source": "os.getenv('x')", "outputs": [{"text": "os.getenv('y')"}]}]},
        {"cells": [{"cell_type": "code", "source": "os.getenv(\r\n'x')"}]},
        {"cells": [{"cell_type": "code", "source": ["os.getenv('x')", 5, None]}]},
        {"worksheets": [{"cells": [{"cell_type": "code", "input": "os.getenv('x')"}]}]},
    ],
)
def test_all_versions_of_the_format(read_bytes, document):
    reading = read_bytes(json.dumps(document).encode())
    assert (names(reading), reading.findings) == ([("x", 1)], ())


def test_a_byte_order_mark(read_bytes):
    assert read_bytes(b'\xef\xbb\xbf{"cells": []}').findings == ()


def test_odd_cells_are_empty_and_still_counted(read_bytes):
    cells = [5, {}, {"cell_type": "code"}, {"cell_type": "code", "source": "os.getenv('x')"}]
    assert names(read_bytes(json.dumps({"cells": cells}).encode())) == [("x", 4)]


def test_headings_of_format_3(read_bytes):
    cells = [{"cell_type": "heading", "level": 2, "source": "Title"}, {"cell_type": "markdown", "source": ["a\n", "b"]}]
    reading = read_bytes(json.dumps({"worksheets": [{"cells": cells}]}).encode())
    assert reading.interface.description == "## Title\n\na\nb"


@pytest.mark.parametrize(("level", "marks"), [(0, "#"), (-1, "#"), (6, "######"), (2_000_000_000, "######")])
def test_a_heading_has_one_to_six_marks_whatever_its_level(read_bytes, level, marks):
    cells = [{"cell_type": "heading", "level": level, "source": "Title"}]
    reading = read_bytes(json.dumps({"worksheets": [{"cells": cells}]}).encode())
    assert reading.interface.description == f"{marks} Title"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ((), ""),
        (("import os",), ""),
        (
            (("markdown", "\n# A\n\ntext: 'x' 🙂\n"), ("markdown", " "), ("raw", "r"), ("markdown", "b")),
            "# A\n\ntext: 'x' 🙂\n\nb",
        ),
        ((("markdown", "a"), "import os", ("markdown", "b")), "a"),
        (("  \n", ("markdown", "a"), "import os"), "a"),
        (("# comment", ("markdown", "a")), ""),
    ],
)
def test_description(read, cells, expected):
    assert read(*cells).interface.description == expected


def test_half_a_surrogate_pair_harms_nobody(read):
    reading = read(("markdown", "a \ud800 b"), "x = 'a \ud800 b'")
    assert reading.interface.description == "a ? b"
    assert reading.interface.program.content.decode().endswith("x = 'a ? b'\n")


def kernel(name=None, language=None, info=None):
    spec = {key: value for key, value in (("name", name), ("language", language)) if value}
    return {"kernelspec": spec} | ({"language_info": {"name": info}} if info else {})


@pytest.mark.parametrize(
    "metadata",
    [
        {},
        {"kernelspec": None, "language_info": 5},
        kernel("python3", "python", "python"),
        kernel("conda-env-spark-py", "Python", "ipython"),
        kernel("irrelevant", "python"),
        kernel("python3"),
        kernel("my-env"),
        kernel("pyspark", "python"),
    ],
)
def test_kernels_of_python(read, metadata):
    assert read("1", metadata=metadata).findings == ()


@pytest.mark.parametrize(
    ("metadata", "shown"),
    [
        (kernel("ir", "R", "R"), "ir"),
        (kernel("ir"), "ir"),
        (kernel("R"), "R"),
        (kernel("renv", "R"), "R"),
        (kernel("x", None, "scala"), "scala"),
        (kernel("sparkkernel"), "sparkkernel"),
        (kernel("pysparkkernel", "python"), "pysparkkernel"),
        (kernel("spark_2_kernel"), "spark_2_kernel"),
        (kernel("apache_toree_scala"), "apache_toree_scala"),
        (kernel("apache_toree_pyspark", "python"), "apache_toree_pyspark"),
        (kernel("julia-1.10", "julia"), "julia-1.10"),
    ],
)
def test_other_kernels(read, metadata, shown):
    assert read("x <- 1", metadata=metadata) == ReadResult(
        None,
        (
            Finding(
                code="CLM012",
                severity="error",
                message=f"The kernel of jobs/my-book.ipynb is {shown!r}, not Python.",
                remedy="Choose a Python kernel in Jupyter and save, or take jobs/my-book.ipynb out of the operators.",
                path="jobs/my-book.ipynb",
            ),
        ),
    )
