import pytest

from hatch_claimed.adopt.detection import detect

READS = '"""Reads."""\nimport os\nlimit = os.getenv("limit")\n'
PROGRAM = READS + 'if __name__ == "__main__":\n    print(limit)\n'


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
        ("a.py", "print(1)\n", "reads no environment variable and installs nothing"),
        ("a.py", "", "reads no environment variable and installs nothing"),
        ("a.py", "print 'old'\nimport os\nos.getenv('a')\n", "line 1: This is no Python that can be read"),
        ("setup.py", READS, "a tool's own file"),
        ("noxfile.py", READS, "a tool's own file"),
        ("docs/conf.py", READS, "in `docs`: a folder of documentation"),
        ("conftest.py", READS, "a tool's own file"),
        ("test_a.py", READS, "a test"),
        ("a_test.py", READS, "a test"),
        ("tests/helpers/a.py", READS, "in `tests`: a folder of tests"),
        ("_a.py", READS, "its name begins with `_`: a helper"),
        ("gw_a.py", READS, "made by C3"),
        ("claimed_a.py", READS, "made by C3"),
        ("venv/lib/a.py", READS, "in `venv`: installed packages"),
        (f"{'a' * 64}.py", READS, "its name gives no legal operator name"),
        ("pipeline.py", "# pip install kfp\nfrom kfp import dsl\n@dsl.pipeline\ndef p(): pass\n", "defines a Kubeflow pipeline"),
    ],
)  # fmt: skip
def test_what_does_not_says_why(tree, name, text, why):
    found, left_out = looked(tree({name: text}))
    assert found == []
    assert left_out[name].startswith(why)


@pytest.mark.parametrize("name", ["test_a.py", "tests/a.py", "setup.py", "gw_a.py"])
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


def test_modules_that_import_each_other_end(tree):
    result = detect(tree({"a.py": "import b\n" + PROGRAM, "b.py": "import a\nimport c\n", "c.py": "import b\n"}), {})
    assert [(one.name, [str(path) for path in one.helpers]) for one in result.operators] == [("a", ["b.py", "c.py"])]


def test_one_script_for_each_name(tree):
    repository = tree({"a/run.py": READS, "b/run.py": READS, "c/Run.ipynb": "{}"})
    assert looked(repository) == (
        ["run"],
        {
            "b/run.py": "gives the same operator name as a/run.py: rename one of them",
            "c/Run.ipynb": "c/Run.ipynb is no notebook: it has no list of cells",
        },
    )
    named = repository.glob("b/*.py")
    assert list(looked(repository, named)[1]) == ["a/run.py", "c/Run.ipynb"]


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
