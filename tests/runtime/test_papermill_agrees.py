"""What a notebook with a tagged cell sees as an operator is what papermill gives it, for generated values of all types.

papermill executes all notebooks in one process (`CLAIMED_TEST_PAPERMILL_PYTHON`), each with hundreds of parameters.
"""

import json
import os
import random
import subprocess
import sys
from pathlib import Path, PurePosixPath

import pytest
from needs import missing

from hatch_claimed.artifacts.image.runtime import interface_file, launcher_files
from hatch_claimed.languages.notebook.language import NOTEBOOK
from hatch_claimed.model import Image, Operator
from hatch_claimed.sources.notebook.reader import NotebookReader
from hatch_claimed.sources.reader import ScriptSource

TAGGED, LEFT, NONE = ["parameters"], ["injected-parameters"], []
CHARACTERS = "aZ09 \t\n\r\"'\\`$%{}[]#;=-é\u00df\u4e2d\u200b\u2028\x07\x7f\x85\U0001f600"
INTEGERS = (0, 1, -1, 5, -17, 2**31, -(2**63), 10**40, -(10**300))
FLOATS = (
    0.0,
    -0.0,
    0.5,
    -1.5,
    1e-300,
    1.7976931348623157e308,
    5e-324,
    1 / 3,
    float("inf"),
    float("-inf"),
    float("nan"),
)
TEXTS = ("", " ", "0", "None", "True", "[1]", "-x", "--y", "a=b", "\\", '"""', "'''", "x" * 5000)
READ_BY_P = (
    "5", "-5", "0.5", "1e3", "1_000", " 7 ", "nan", "-inf", "True", "False", "None", "true", "none", "", "a b", "[1, 2", "{a}",
    "0x10", "1.", "é", "5 apples", "'5'", "1e400", "٣",
)  # fmt: skip

COLLECTIONS = {"x": [0.5, "a", None, {"b": [True]}], "y": {"a": [], "é": 1}}


def texts(generator):
    return "".join(generator.choice(CHARACTERS) for _ in range(generator.randrange(12)))


def value_of(generator, kind, depth=0):
    match kind:
        case "int":
            return generator.choice((*INTEGERS, generator.randrange(-(10**6), 10**6)))
        case "float":
            return generator.choice((*FLOATS, generator.uniform(-1e6, 1e6)))
        case "bool":
            return generator.random() < 0.5
        case "str":
            return generator.choice(TEXTS) if generator.random() < 0.3 else texts(generator)
    kinds = ("int", "float", "bool", "str", "none", *(("list", "dict") if depth < 3 else ()))
    count = generator.randrange(4)
    inner = [
        None if one == "none" else value_of(generator, one, depth + 1) for one in generator.choices(kinds, k=count)
    ]
    return inner if kind == "list" else {texts(generator): one for one in inner}


def written(value):
    """The value as source, which has no literal for infinity and NaN."""
    if isinstance(value, float):
        return repr(value) if abs(value) < float("inf") else f"float('{value}')"
    if isinstance(value, list):
        return f"[{', '.join(map(written, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key!r}: {written(one)}' for key, one in value.items())}}}"
    return repr(value)


def text_of(generator, value):
    """The value as a client writes it: collections as JSON, or as Python where it can."""
    if isinstance(value, bool):
        return generator.choice(("yes", "True", "1") if value else ("no", "False", "0", ""))
    if isinstance(value, list | dict):
        finite = "inf" not in written(value) and "nan" not in written(value)
        return repr(value) if finite and generator.random() < 0.5 else json.dumps(value)
    return str(value)


class Sample:
    """A tagged cell with many parameters, and a value for each, by name."""

    def __init__(self, seed, count):
        generator = random.Random(seed)  # noqa: S311 - dice
        self.lines, self.values, self.texts = [], {}, {}
        for number in range(count):
            kind = ("int", "float", "bool", "str", "list", "dict")[number % 6]
            name = f"{kind}_{number}"
            default, value = value_of(generator, kind), value_of(generator, kind)
            if generator.random() < 0.1:
                value = default
            if generator.random() < 0.2:
                default = None
            annotation = f": {kind} | None" if default is None else ""
            self.lines.append(f"{name}{annotation} = {written(default)}")
            self.values[name] = value
            self.texts[name] = text_of(generator, value)

    def shown(self):
        pairs = "\n".join(f"print({name!r}, type({name}).__name__, ascii({name}))" for name in self.values)
        return notebook((NONE, "import os"), (TAGGED, "\n".join(self.lines)), (NONE, pairs))


def notebook(*cells):
    return {
        "cells": [
            {"cell_type": "code", "metadata": {"tags": tags}, "source": text, "outputs": [], "execution_count": None}
            for tags, text in cells
        ],
        "metadata": {
            "kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 4,
    }


def by_papermill(*jobs):
    python = os.environ.get("CLAIMED_TEST_PAPERMILL_PYTHON") or missing("CLAIMED_TEST_PAPERMILL_PYTHON")
    driver = Path(__file__).with_name("papermill_driver.py")
    done = subprocess.run(
        [python, driver], input=json.dumps(jobs), capture_output=True, text=True, timeout=240, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def as_operator(document, root, given):
    """What the notebook prints with these variables in its environment."""
    reading = NotebookReader().read(ScriptSource(PurePosixPath("book.ipynb"), json.dumps(document).encode()))
    operator = Operator(
        name="book",
        path=PurePosixPath("book.ipynb"),
        kind="notebook",
        interface=reading.interface,
        image=Image(
            repository="x", name="claimed-book", tag="1", base="base:1", platforms=("linux/amd64",), mode="build"
        ),
    )
    for file in (*launcher_files(NOTEBOOK), interface_file(operator)):
        path = root / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
    (root / "app").mkdir()
    (root / "app" / "book.py").write_bytes(reading.interface.program.content)
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        ["sh", str(root / "run")],
        cwd=root,
        env={"PATH": path, "HOME": str(root), "TMPDIR": str(root), "PYTHONIOENCODING": "utf-8", **given},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def inferred():
    names = {f"p{number}": text for number, text in enumerate(READ_BY_P)}
    defaults = "\n".join(f"{name} = None" for name in names)
    pairs = "\n".join(f"print(type({name}).__name__, ascii({name}))" for name in names)
    return notebook((TAGGED, defaults), (NONE, pairs)), names


CELLS = (
    (NONE, "n, kept = 1, 'above'\nprint(n)"),
    (TAGGED, "n = 5\ntwice = n * 2\nnames = ['a']\nnow = len(kept)\nprint(n)"),
    (NONE, "print(n, twice, names, now, kept)\nn += 1"),
    (["parameters", "other"], "names = names + ['b']\nprint(n, names)"),
)
LEFT_BEHIND = (CELLS[0], CELLS[1], (LEFT, "# Parameters\nn = 7\nnames = [\n    'z',\n]\n"), CELLS[2])
SAMPLES = [Sample(seed, 300) for seed in (1, 2)]


@pytest.fixture(scope="module")
def printed():
    """What papermill makes of each notebook, by what it is called."""
    document, names = inferred()
    p = [word for name, text in names.items() for word in ("-p", name, text)]
    jobs = {
        "defaults": {"notebook": SAMPLES[0].shown(), "parameters": {}},
        "first": {"notebook": SAMPLES[0].shown(), "parameters": SAMPLES[0].values},
        "second": {"notebook": SAMPLES[1].shown(), "parameters": dict(list(SAMPLES[1].values.items())[::2])},
        "by -p": {"notebook": document, "arguments": p},
        "collections": {
            "notebook": notebook((TAGGED, "x = y = None"), (NONE, "print(ascii((x, y)))")),
            "parameters": COLLECTIONS,
        },
        "cells": {"notebook": notebook(*CELLS), "parameters": {"n": 3, "names": ["x"], "now": 0}},
        "cells, nothing": {"notebook": notebook(*CELLS), "parameters": {}},
        "left": {"notebook": notebook(*LEFT_BEHIND), "parameters": {"n": 3}},
        "left, nothing": {"notebook": notebook(*LEFT_BEHIND), "parameters": {}},
    }
    return dict(zip(jobs, by_papermill(*jobs.values()), strict=True))


def test_nothing_is_set(printed, tmp_path):
    assert as_operator(SAMPLES[0].shown(), tmp_path, {}) == printed["defaults"]


def test_all_are_set(printed, tmp_path):
    seen = as_operator(SAMPLES[0].shown(), tmp_path, SAMPLES[0].texts)
    assert seen.splitlines() == printed["first"].splitlines()
    assert seen != printed["defaults"]


def test_every_other_one_is_set(printed, tmp_path):
    given = dict(list(SAMPLES[1].texts.items())[::2])
    assert as_operator(SAMPLES[1].shown(), tmp_path, given).splitlines() == printed["second"].splitlines()


def test_texts_of_no_known_type(printed, tmp_path):
    document, names = inferred()
    assert as_operator(document, tmp_path, names).splitlines() == printed["by -p"].splitlines()


def test_collections_of_no_known_type(printed, tmp_path):
    document = notebook((TAGGED, "x = y = None"), (NONE, "print(ascii((x, y)))"))
    given = {name: json.dumps(value) for name, value in COLLECTIONS.items()}
    assert as_operator(document, tmp_path, given) == printed["collections"]


def test_the_place_in_which_values_are_set(printed, tmp_path):
    assert as_operator(notebook(*CELLS), tmp_path / "nothing", {}) == printed["cells, nothing"]
    given = {"n": "3", "names": '["x"]', "now": "0"}
    assert as_operator(notebook(*CELLS), tmp_path / "all", given) == printed["cells"]


def test_what_an_earlier_run_left(printed, tmp_path):
    assert as_operator(notebook(*LEFT_BEHIND), tmp_path / "one", {"n": "3"}) == printed["left"]
    assert as_operator(notebook(*LEFT_BEHIND), tmp_path / "nothing", {}) == printed["left, nothing"]
    assert printed["left"] != printed["left, nothing"]
