import json

import pytest

from hatch_claimed.adopt.detection import detect

READS = '"""Reads."""\nimport os\nlimit = os.getenv("limit")\n'
PROGRAM = READS + 'if __name__ == "__main__":\n    print(limit)\n'

# what C3 puts before a script, to take `name=value` arguments, comes down to this
PAIRS = "given = [s for s in sys.argv if re.match(r'[A-Za-z0-9_]*=.*', s)]\n"


def looked(tree, named=()):
    result = detect(tree, dict.fromkeys(named, "build.sh:1"))
    return [one.name for one in result.operators], {str(one.path): one.why for one in result.skipped}


@pytest.mark.parametrize(
    "text",
    [
        READS,
        "# pip install numpy\nimport numpy\n",
        "# dnf install gdal\nprint(1)\n",
        'import os\nos.environ["result"] = "a.csv"\n',
        'import os\nos.environ["OMP_NUM_THREADS"] = "1"\n',
    ],
)
def test_what_reads_installs_or_writes_looks_like_an_operator(tree, text):
    assert looked(tree({"some/where/a.py": text})) == (["a"], {})


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("a.py", "print(1)\n", "has no parameter and no output, and installs nothing"),
        ("a.py", "", "has no parameter and no output, and installs nothing"),
        ("a.py", "print 'old'\nimport os\nos.getenv('a')\n", "line 1: This is no Python that can be read"),
        ("setup.py", READS, "a tool's own file"),
        ("noxfile.py", READS, "a tool's own file"),
        ("docs/conf.py", READS, "in `docs`: a folder of documentation"),
        ("conftest.py", READS, "a tool's own file"),
        ("test_a.py", READS, "a test"),
        ("a_test.py", READS, "a test"),
        ("tests/helpers/a.py", READS, "in `tests`: a folder of tests"),
        ("_a.py", READS, "its name begins with `_`: a helper"),
        ("gw_a.py", "import os\np = os.environ.get('gw_coordinator_path')\n", "made by C3"),
        ("component_gw_a.py", "import os\np = os.environ.get('gw_batch_file', None)\n", "made by C3"),
        ("claimed_a.py", "import re, sys\n" + PAIRS + READS, "made by C3"),
        ("venv/lib/a.py", READS, "in `venv`: installed packages"),
        ("pipeline.py", "# pip install kfp\nfrom kfp import dsl\n@dsl.pipeline\ndef p(): pass\n", "defines a Kubeflow pipeline"),
    ],
)  # fmt: skip
def test_what_does_not_says_why(tree, name, text, why):
    found, left_out = looked(tree({name: text}))
    assert found == []
    assert left_out[name].startswith(why)


@pytest.mark.parametrize("name", ["test_a.py", "tests/a.py", "setup.py", "gw_a.py", "claimed_a.py"])
def test_what_is_called_an_operator_is_one(tree, name):
    repository = tree({name: "print(1)\n"})
    assert looked(repository, repository.glob("**/*.py"))[1] == {}


def test_helpers_travel_with_those_that_import_them(tree):
    result = detect(
        tree(
            {
                "ops/a.py": "import b\nfrom pack import c\nimport os, numpy\n" + READS,
                "ops/b.py": "import d\n" + READS,
                "ops/d.py": "x = 1\n",
                "ops/pack/__init__.py": "",
                "ops/pack/c.py": READS,
                "ops/e.py": "import f\n" + READS,
                "ops/f.py": PROGRAM,
            }
        ),
        {},
    )
    assert {one.name: [str(path) for path in one.helpers] for one in result.operators} == {
        "a": ["ops/b.py", "ops/d.py", "ops/pack"],
        "e": ["ops/f.py"],
        # it is imported, and does something of its own as well
        "f": [],
    }
    assert {str(one.path): one.why for one in result.skipped} == {
        "ops/b.py": "a helper: imported by ops/a.py",
        "ops/d.py": "a helper: imported by ops/b.py",
        "ops/pack/__init__.py": "its name begins with `_`: a helper",
        "ops/pack/c.py": "part of the package ops/pack",
    }


def test_files_are_named_that_do_not_come_along_by_themselves(tree):
    beside = "from pathlib import Path\nHERE = Path(__file__).parent\nprint((HERE / '{}').read_text())\n"
    secret = {"ops/f.py": beside.format("token.txt") + READS, "ops/token.txt": "x"}
    secret |= {"ops/g.py": beside.format("g.json") + READS, "ops/g.json": '{"user": "a", "password": "Ks7vQ9pLw2xZ"}'}
    result = detect(
        tree(
            {
                "ops/a.py": beside.format("../tables/a.csv") + READS,
                "tables/a.csv": "",
                # what a module reads is read by the script
                "ops/b.py": "import reading, pack, bare\n" + READS,
                "ops/reading.py": beside.format("levels.csv"),
                "ops/levels.csv": "",
                "ops/pack/__init__.py": beside.format("inner.csv"),
                "ops/pack/inner.csv": "",
                "ops/bare/__init__.py": "",
                "ops/bare/c.py": "",
                "ops/bare/py.typed": "",
                # an input may be any other file
                "ops/d.py": "print(open('levels.csv').read())\n" + READS,
                "ops/e.py": beside.format("missing.csv") + READS,
                **secret,
            }
        ),
        {},
    )
    assert {one.name: [str(path) for path in one.files] for one in result.operators} == {
        "a": ["tables/a.csv"],
        "b": ["ops/levels.csv", "ops/pack"],
        **{name: [] for name in "defg"},
    }


def test_arguments_that_a_module_declares(tree):
    parser = "import argparse\ndef options():\n    return argparse.ArgumentParser().parse_args()\n"
    use = "from {0} import options\nprint(options())\n"
    files = {"a.py": use.format("opts"), "opts.py": parser, "b.py": use.format("tool"), "tool.py": parser + PROGRAM}
    skipped = {str(one.path): one.why for one in detect(tree(files), {}).skipped}
    assert skipped["a.py"] == (
        "its arguments are declared in opts.py, where they are not read: named in `include`, it takes them behind `--`"
    )
    assert skipped["b.py"] == "has no parameter and no output, and installs nothing"


def test_modules_that_import_each_other_end(tree):
    result = detect(tree({"a.py": "import b\n" + PROGRAM, "b.py": "import a\nimport c\n", "c.py": "import b\n"}), {})
    assert [(one.name, [str(path) for path in one.helpers]) for one in result.operators] == [("a", ["b.py", "c.py"])]


@pytest.mark.parametrize("name", ["claimed_tools.py", "gw_levels.py", "cgw_a.py", "modified_a.py", "component_a.py"])
def test_scripts_that_are_only_called_like_those_of_c3(tree, name):
    assert looked(tree({name: READS}))[1] == {}
    helper = "def total(x):\n    return x\n"
    stem = name.removesuffix(".py")
    found, left_out = looked(tree({"sum.py": f"import {stem}\n{READS}", name: helper}))
    assert (found, left_out) == (["sum"], {name: "a helper: imported by sum.py"})


@pytest.mark.parametrize("name", ["claimed_a.R", "claimed_a.py", "component_a.py"])
def test_a_copy_of_a_script_with_something_in_front(tree, name):
    original = f"a.{name.partition('.')[2]}"
    text = READS if name.endswith(".py") else 'x <- Sys.getenv("x")\n'
    assert looked(tree({original: text, name: f"# more\n{text}"})) == (["a"], {name: "made by C3"})


@pytest.mark.parametrize(
    ("source", "target", "left_out"),
    [
        ("notebooks/a.ipynb", "results/a-1.ipynb", True),
        ("a.ipynb", "../results/a-1.ipynb", True),
        ("notebooks/gone.ipynb", "results/a-1.ipynb", False),
        ("results/a-1.ipynb", "results/a-1.ipynb", False),
    ],
)
def test_notebooks_that_papermill_wrote(tree, source, target, left_out):
    cell = {"cell_type": "code", "metadata": {}, "source": READS, "outputs": [], "execution_count": None}
    plain = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    ran = {**plain, "metadata": {"papermill": {"input_path": source, "output_path": target}}}
    beside = "notebooks/a.ipynb" if source.startswith("notebooks") else "results/a.ipynb"
    texts = {beside: json.dumps(plain), "results/a-1.ipynb": json.dumps(ran)}
    expected = {"results/a-1.ipynb": f"papermill wrote it, from {beside}"} if left_out else {}
    assert looked(tree(texts))[1] == expected


def test_scripts_of_one_name_are_named_by_their_folders(tree):
    repository = tree({"a/run.py": READS, "b/run.py": READS, "c/Run.ipynb": "{}", "x.py": READS})
    result = detect(repository, {})
    assert [(one.name, str(one.path), one.table_key, one.is_chosen) for one in result.operators] == [
        ("a", "a/run.py", "a/run.py", True),
        ("b", "b/run.py", "b/run.py", True),
        ("x", "x.py", None, False),
    ]
    assert looked(repository)[1] == {"c/Run.ipynb": "c/Run.ipynb is no notebook: it has no list of cells"}


def test_no_script_is_left_out_for_its_name(tree):
    cell = json.dumps({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    paths = [f"{'a' * 64}.py", "äö.py", "x/b.py", "x/b.ipynb"]
    repository = tree(dict.fromkeys(paths[:3], READS) | {paths[3]: cell})
    named = repository.glob("x/*")
    assert looked(repository, named) == (["a" * 63, "ao", "b-ipynb", "b-py"], {})


@pytest.mark.parametrize(
    ("init", "other", "left_out"),
    [
        ("", "import os\n", False),
        ("\n", "from celery import task\n", False),
        ("from flood import x\n", "", True),
        ("", "from flood import task\n", True),
        ("", "import flood.task\n", True),
        ("", "from flood.task import x\n", True),
    ],
)
def test_an_empty_init_makes_no_package_of_a_folder_of_scripts(tree, init, other, left_out):
    repository = tree({"flood/__init__.py": init, "flood/task.py": READS, "other.py": other})
    assert ("flood/task.py" in looked(repository)[1]) is left_out


def test_projects_below_are_left_alone(tree):
    repository = tree({"a.py": READS, "sub/pyproject.toml": "", "sub/x/b.py": READS})
    why = "belongs to the project sub: run `hatch-claimed -C sub init` for it"
    assert looked(repository, repository.glob("sub/x/b.py")) == (["a"], {"sub/x/b.py": why})


def test_r_scripts_are_found_where_nothing_can_read_them(tree, monkeypatch):
    def missing(content):
        raise ImportError

    monkeypatch.setattr("hatch_claimed.sources.r.reader.parse", missing)
    found, left_out = looked(tree({"a.R": 'x <- Sys.getenv("x")\n', "b.R": "add <- function(a, b) a + b\n"}))
    assert found == ["a"]
    # its reason is what `check` says of the other one, too: what to install
    assert list(left_out) == ["b.R"]
    assert "grammar" in left_out["b.R"] or "hatch-claimed[r]" in left_out["b.R"]
