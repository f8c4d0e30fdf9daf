"""Installation lines in branches: what is taken, and what is said."""

import json
from pathlib import PurePosixPath

import pytest

from hatch_claimed.sources.notebook.reader import NotebookReader
from hatch_claimed.sources.python.reader import PythonReader
from hatch_claimed.sources.reader import ScriptSource


def lines(reading):
    return [(one.line, *one.arguments) for one in reading.interface.requirements]


def told(reading):
    return [(one.code, one.severity, one.line) for one in reading.findings if one.code == "CLM126"]


@pytest.fixture
def cell():
    """Reads a notebook of one cell."""
    return _read


def _read(text):
    code = {"cell_type": "code", "metadata": {}, "source": text, "outputs": [], "execution_count": None}
    document = {"cells": [code], "metadata": {"language_info": {"name": "python"}}, "nbformat": 4, "nbformat_minor": 5}
    return NotebookReader().read(ScriptSource(PurePosixPath("a.ipynb"), json.dumps(document).encode()))


@pytest.mark.parametrize(
    ("text", "kept", "dropped"),
    [
        ("%%bash\nif x; then\n pip install six==1.15.0\nelse\n pip install six==1.16.0\nfi", [(5, "six==1.16.0")], 3),
        ("%%bash\nif x\nthen\n pip install six==1.16.0\nelse\n pip install six==1.15\nfi", [(4, "six==1.16.0")], 6),
        (
            "%%bash\nif x; then pip install -q six==1.1 a\nelif y; then pip install six==1.2\nfi\npip install b",
            [(2, "-q", "a"), (3, "six==1.2"), (5, "b")],
            2,
        ),
        ("!if x; then pip install six==1.1; else pip install six==1.2; fi", [(1, "six==1.2")], 1),
        ("if x:\n    !pip install six==1.15.0\nelse:\n    %pip install six==1.16.0", [(4, "six==1.16.0")], 2),
        ("try:\n    !pip install 'six<1.5'\nexcept OSError:\n    !pip install six>=1.6", [(4, "six>=1.6")], 2),
        ("if x:\n    !pip install a==2\nelif y:\n    !pip install a==1", [(2, "a==2")], 4),
    ],
)
def test_the_newer_version_is_taken(cell, text, kept, dropped):
    reading = cell(text)
    assert lines(reading) == kept
    assert told(reading) == [("CLM126", "warning", dropped)]


def test_the_words(cell):
    (found,) = cell("if x:\n    !pip install six==1.15.0\nelse:\n    !pip install six==1.16.0").findings
    assert found.message == (
        "'six==1.15.0' and 'six==1.16.0' (line 4 of cell 1) stand in different branches: an image has one of them, and"
        " 'six==1.16.0' is taken."
    )
    assert found.remedy == (
        "Take one of them out, or say where each is wanted: `pip install 'six==1.15.0; python_version < \"3.8\"'`."
    )


@pytest.mark.parametrize(
    "text",
    [
        "%%bash\nif x; then\n pip install six==1.15.0\nfi\npip install six==1.16.0",
        "%%bash\nif x; then\n pip install six==1.15.0\n pip install six==1.16.0\nfi",
        "%%bash\nif x; then\n pip install six\nelse\n pip install six==1.16.0\nfi",
        "%%bash\nif x; then\n pip install six\nelse\n pip install seven==1.16.0\nfi",
        "if x:\n    !pip install six==1.15.0\n    !pip install six==1.16.0",
        "if x:\n    !pip install six==1.15.0\nif y:\n    !pip install six==1.16.0",
        "if x:\n    !pip install -r a.txt\nelse:\n    !pip install -r b.txt",
    ],
)
def test_all_else_stays(cell, text):
    reading = cell(text)
    assert len(lines(reading)) == text.count("pip install")
    assert told(reading) == []


@pytest.mark.parametrize(
    ("test", "kept"),
    [
        ("'google.colab' in sys.modules", "a==1"),
        ("'google.colab' not in sys.modules", "a==2"),
        ("IN_COLAB", "a==1"),
        ("not IN_COLAB", "a==2"),
        ("'google.colab' in str(get_ipython())", "a==1"),
        ("'KAGGLE_KERNEL_RUN_TYPE' in os.environ", "a==1"),
    ],
)
def test_no_container_is_a_hosted_notebook(cell, test, kept):
    reading = cell(f"import os, sys\nif {test}:\n    !pip install a==2\nelse:\n    !pip install a==1")
    assert [arguments for _, *arguments in lines(reading)] == [[kept]]
    assert told(reading) == []


def test_what_is_for_colab_alone_is_installed_all_the_same(cell):
    reading = cell("if 'google.colab' in sys.modules:\n    !pip install a==2\n!pip install b")
    assert lines(reading) == [(2, "a==2"), (3, "b")]


def test_an_import_of_colab(cell):
    reading = cell("try:\n    import google.colab\n    !pip install a==2\nexcept ImportError:\n    !pip install a==1")
    assert (lines(reading), told(reading)) == ([(5, "a==1")], [])


@pytest.mark.parametrize(
    ("test", "marker", "other"),
    [
        ("sys.version_info < (3, 8)", 'python_version < "3.8"', 'python_version >= "3.8"'),
        ("sys.version_info >= (3, 8)", 'python_version >= "3.8"', 'python_version < "3.8"'),
        ("sys.version_info > (3, 8)", 'python_version >= "3.8"', 'python_version < "3.8"'),
        ("sys.version_info <= (3, 8)", 'python_version < "3.8"', 'python_version >= "3.8"'),
        ("version_info[:2] > (3, 8)", 'python_version > "3.8"', 'python_version <= "3.8"'),
        ("sys.version_info[:2] == (3, 8)", 'python_version == "3.8"', 'python_version != "3.8"'),
        ("sys.version_info.minor <= 9", 'python_version <= "3.9"', 'python_version > "3.9"'),
        ("sys.version_info[1] == 9", 'python_version == "3.9"', 'python_version != "3.9"'),
        ("sys.version_info[0] < 3", 'python_version < "3"', 'python_version >= "3"'),
        ("sys.version_info.major == 3", 'python_version >= "3"', 'python_version < "3"'),
        ("sys.version_info.major == 2", 'python_version < "3"', 'python_version >= "3"'),
        ("sys.version_info > (3,)", 'python_version >= "3"', 'python_version < "3"'),
        ("sys.version_info[0] > 2", 'python_version >= "3"', 'python_version < "3"'),
        ("sys.version_info < (3, 9, 2)", 'python_full_version < "3.9.2"', 'python_full_version >= "3.9.2"'),
    ],
)
def test_tests_of_the_version_are_markers(cell, test, marker, other):
    reading = cell(f"if {test}:\n    %pip install -q a==1 -r r.txt\nelse:\n    !pip install a==2")
    assert lines(reading) == [(2, "-q", f"a==1; {marker}", "-r", "r.txt"), (4, f"a==2; {other}")]
    assert told(reading) == []


@pytest.mark.parametrize(
    "test",
    [
        "sys.version_info == (3, 8)",
        "sys.version_info[:2] in ((3, 8),)",
        "sys.version_info < limit",
        "x.version_info > 3",
    ],
)
def test_other_tests_are_no_markers(cell, test):
    assert lines(cell(f"if {test}:\n    !pip install a==1")) == [(2, "a==1")]


def test_tests_within_tests(cell):
    text = (
        "if sys.version_info < (3, 8):\n    !pip install a==1\nelif sys.version_info < (3, 10):\n    !pip install a==2"
    )
    assert lines(cell(text))[1] == (4, 'a==2; python_version >= "3.8" and python_version < "3.10"')


def test_what_has_a_marker_or_an_address_keeps_it(cell):
    line = "'a; os_name == \"nt\"' git+https://x.example/b"
    reading = cell(f"if sys.version_info < (3, 8):\n    !pip install {line}")
    assert lines(reading) == [(2, 'a; os_name == "nt"', "git+https://x.example/b")]


def test_lines_of_a_script():
    text = "if x:\n    get_ipython().system('pip install a==1')\nelse:\n    get_ipython().system('pip install a==2')\n"
    reading = PythonReader().read(ScriptSource(PurePosixPath("a.py"), text.encode()))
    assert (lines(reading), told(reading)) == ([(4, "a==2")], [("CLM126", "warning", 2)])
