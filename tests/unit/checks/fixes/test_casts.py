"""What `--fix` makes of reads whose default is no text."""

import json

import pytest

from hatch_claimed.checks.fixes import fixed
from hatch_claimed.checks.registry import check


def findings(subject):
    return [one for one in check([subject]) if one.code == "CLM112"]


@pytest.fixture
def mend(subject):
    def mend(text, path="operators/a.py", without=()):
        made = subject(text, path)
        found = [one for one in findings(made) if (one.cell, one.line) not in without]
        content = fixed(made, found)
        if content != made.content:
            again = subject(content, path)
            assert findings(again) == [] or without
        return content.decode() if isinstance(text, str) else content

    return mend


READS = {
    "n = os.getenv('n', 3)": "n = int(os.getenv('n', 3))",
    "n = os.getenv('n', default=-1.5)": "n = float(os.getenv('n', default=-1.5))",
    "n = os.environ.get('n', False)": "n = bool(os.environ.get('n', False))",
    "n = get('n', 60 * 60)": "n = int(get('n', 60 * 60))",
    "ä = 'ü'; n = os.getenv('n', 1e-4)": "ä = 'ü'; n = float(os.getenv('n', 1e-4))",
    "print(range(os.getenv('n', 3)), os.getenv('m', 4) * 2)": (
        "print(range(int(os.getenv('n', 3))), int(os.getenv('m', 4)) * 2)"
    ),
    "n = os.getenv(\n    'n',\n    3,\n)": "n = int(os.getenv(\n    'n',\n    3,\n))",
    "n = os.getenv('n', 3)\nif x:\n    m = os.getenv('n', 3)": (
        "n = int(os.getenv('n', 3))\nif x:\n    m = int(os.getenv('n', 3))"
    ),
    "n = os.getenv('n', 3)\nprint(int(n), n + 1)": "n = int(os.getenv('n', 3))\nprint(int(n), n + 1)",
}


@pytest.mark.parametrize("before", READS)
def test_the_cast_is_written_around_the_read(mend, before):
    head = "import os\nfrom os import getenv as get\n"
    assert mend(f"{head}{before}\n") == f"{head}{READS[before]}\n"


@pytest.mark.parametrize(
    "text",
    [
        # a cast would change what a value of the parameter does
        "n = os.getenv('n', False)\nif n.lower() == 'true':\n    pass\n",
        "n = os.getenv('n', 1)\nprint(float(n))\n",
        "n = os.getenv('n', True)\nprint(int(n))\n",
        "import json\nn = json.loads(os.getenv('n', 3))\n",
        # nobody knows what `int` is
        "int = round\nn = os.getenv('n', 3)\n",
        # it stands in a text
        "print(f'{os.getenv(\"n\", 0.5):.2f}')\n",
        # Python takes no number there
        "n = os.environ.setdefault('n', 3)\n",
    ],
)
def test_what_a_cast_might_change_stays(subject, text):
    made = subject(f"import os\n{text}")
    found = findings(made)
    assert found
    assert fixed(made, found) == made.content


def test_a_parameter_is_mended_everywhere_or_nowhere(mend):
    text = "import os\nn = os.getenv('n', 3)\nm = os.getenv('n', 3)\nk = os.getenv('k', 4)\n"
    assert mend(text, without=[(None, 3)]) == text.replace("os.getenv('k', 4)", "int(os.getenv('k', 4))")


def test_line_ends_marks_and_encodings_stay(mend):
    text = "\ufeffimport os\r\nn = os.getenv('n', 3)\r\n"
    assert mend(text.encode()) == text.replace("os.getenv('n', 3)", "int(os.getenv('n', 3))").encode()
    text = "# coding: latin-1\nimport os\nä = os.getenv('n', 3)\n"
    latin = text.encode("latin-1")
    assert mend(latin) == text.replace("os.getenv('n', 3)", "int(os.getenv('n', 3))").encode("latin-1")


def test_a_script_does_the_same_with_nothing_set(mend, monkeypatch):
    for name in ("n", "x", "on", "no"):
        monkeypatch.delenv(name, raising=False)
    reads = "[os.getenv('n', 3), os.getenv('x', 0.5), os.getenv('on', True), os.getenv('no', False)]"
    text = f"import os\nvalues = repr({reads})\n"
    mended = mend(text)
    assert mended.count("(os.getenv") == 4
    for one in (text, mended):
        space = {}
        exec(one, space)  # noqa: S102 - the script is the one above
        assert space["values"] == "[3, 0.5, True, False]"


@pytest.mark.parametrize("as_list", [True, False])
def test_cells_of_notebooks(mend, as_list):
    lines = ["%matplotlib inline\n", "# how many\n", "n = os.getenv('n',\n", "              3)"]
    after = [*lines[:2], "n = int(os.getenv('n',\n", "              3))"]

    def notebook(source):
        cells = [
            {"cell_type": "markdown", "metadata": {}, "source": "# What"},
            {
                "cell_type": "code",
                "execution_count": None,
                "metadata": {},
                "outputs": [],
                "source": source if as_list else "".join(source),
            },
        ]
        return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}, indent=1) + "\n"

    assert mend(notebook(lines), "operators/a.ipynb") == notebook(after)


def test_a_line_that_ipython_rewrites_stays(mend):
    cell = {"cell_type": "code", "metadata": {}, "outputs": [], "source": ["%time n = os.getenv('n', 3)"]}
    text = json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 4})
    assert mend(text, "operators/a.ipynb") == text


def test_together_with_other_fixes(subject):
    made = subject('"""What."""\nimport os\nimport yaml\nn = os.getenv(\'n\', 3)\nprint(yaml.dump(n))\n')
    found = check([made])
    assert {"CLM050", "CLM112"} <= {one.code for one in found}
    assert fixed(made, found).decode() == (
        '"""What."""\n# pip install pyyaml\nimport os\nimport yaml\nn = int(os.getenv(\'n\', 3))\nprint(yaml.dump(n))\n'
    )
