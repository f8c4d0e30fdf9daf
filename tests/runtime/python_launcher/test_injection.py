"""Variables of a notebook that the launcher sets, with every Python."""

import csv

import pytest

ROWS = (
    ("cell", "1", "", "", ""),
    ("cell", "2", "", "", "after"),
    ("cell", "4", "", "", ""),
    ("parameter", "n", "Integer", "5", "value"),
    ("parameter", "share", "Float", "0.5", "value"),
    ("parameter", "flag", "Boolean", "True", "value"),
    ("parameter", "text", "String", "a", "value"),
    ("parameter", "names", "String", '["a", "b"]', "literal"),
    ("parameter", "any", "String", "", "inferred"),
    ("parameter", "read", "String", "z", ""),
)
CELLS = {
    1: "import os\nn = 'above'",
    2: "n, share, flag, text, names, any = 5, 0.5, True, 'a', ['a', 'b'], None\ntwice = 2 * n",
    4: "print(ascii((n, share, flag, text, names, any, twice, os.getenv('read', 'z'))))\n1 / (n - 9)",
}
DEFAULTS = (5, 0.5, True, "a", ["a", "b"], None, 10, "z")


@pytest.fixture
def book(image):
    lines, firsts = ["# coding: utf-8", ""], {}
    for number, cell in CELLS.items():
        lines += [f"# In[{number}]:"]
        firsts[str(number)] = str(len(lines) + 1)
        lines += [*cell.split("\n"), ""]
    image.add("book.py", "\n".join(lines))
    with (image.root / "interface.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("role", "name", "type", "default", "default_by", "injected"))
        writer.writerow(("script", "book.py", "notebook", "", "", ""))
        for role, name, kind, default, injected in ROWS:
            by = "script" if role == "parameter" and name != "any" else ""
            writer.writerow((role, name, kind or firsts.get(name, ""), default, by, injected))
    return image


def seen(**changes):
    names = ("n", "share", "flag", "text", "names", "any", "twice", "read")
    return ascii(tuple({**dict(zip(names, DEFAULTS, strict=True)), **changes}.values())) + "\n"


def test_what_an_earlier_run_left_is_replaced_where_something_is_set(book):
    path = book.root / "interface.csv"
    path.write_text(path.read_text().replace("after", "instead"))
    above = "n = 'above'; n = share = flag = text = names = any = twice = 0"
    script = book.app / "book.py"
    script.write_text(script.read_text().replace("n = 'above'", above))
    assert book.run().out == seen()
    assert book.run("--n", "7").out == seen(n=7, share=0, flag=0, text=0, names=0, any=0, twice=0)


def test_nothing_is_set(book):
    assert book.run().out == seen()


def test_what_equals_the_default_is_not_set(book):
    given = {"n": "05", "share": ".50", "flag": "yes", "text": "a", "names": "['a',\n'b']", "read": "z"}
    assert book.run(environment=given).out == seen()


def test_values_of_each_kind(book):
    given = ("--n=-7", "--share", "inf", "--flag", "no", "text=", "--names", '{"é": [null]}', "--any", "1e3")
    changes = {"n": -7, "share": float("inf"), "flag": False, "text": "", "names": {"é": [None]}, "any": 1000.0}
    assert book.run(*given, "--read", "y").out == seen(**changes, read="y")


@pytest.mark.parametrize(
    ("text", "value"),
    {
        "5": 5,
        "-0.5": -0.5,
        "True": True,
        "None": None,
        "": "",
        "a": "a",
        '["é", null]': ["é", None],
        ' {"a": 1}': {"a": 1},
        "[a]": "[a]",
        "['a']": "['a']",
    }.items(),
)
def test_a_text_of_no_known_type(book, text, value):
    assert book.run("--any", text).out == seen(any=value)


def test_a_traceback_names_the_cell_of_the_author(book):
    result = book.run("--n", "9")
    assert (result.code, result.out) == (1, seen(n=9))
    assert result.err.splitlines()[:2] == [
        "Traceback (most recent call last):",
        '  File "book.ipynb, cell 4", line 2, in <module>',
    ]
    assert result.err.endswith("ZeroDivisionError: division by zero\n")


@pytest.mark.parametrize("text", ["5", '"a"', "a, b", "[1, 2", "__import__('os')", "[" * 100_000, "true"])
def test_what_is_no_collection(book, text):
    result = book.run("--names", text)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("claimed: --names must be a list or a dictionary, not ")
    assert result.err.endswith('write it as JSON such as [1, 2] or {"a": 1}, or as Python does\n')


def test_an_empty_text_is_no_collection_but_nothing(book):
    assert book.run(environment={"names": " ", "n": ""}).out == seen()


def test_none_for_a_collection(book):
    assert book.run(environment={"names": "null"}).out == seen(names=None)
    assert book.run(environment={"names": "None"}).out == seen(names=None)


def test_a_secret_that_is_no_collection_is_not_told(book):
    path = book.root / "interface.csv"
    lines = path.read_text().splitlines()
    lines = [
        line + (",secret" if not number else ",true" if "names" in line else ",") for number, line in enumerate(lines)
    ]
    path.write_text("\n".join(lines) + "\n")
    result = book.run("--names", "hunter2")
    assert result.code == 2
    assert "hunter2" not in result.err
