from pathlib import PurePosixPath

import pytest

from hatch_claimed.adopt.calls import calls
from hatch_claimed.adopt.declarations import Declaration, Note

SCRIPT = "import os\n"


def declaration(line, script, operator, wrapper=None, place="build.sh"):
    defaults = {} if "version" in operator else {"version": "0.1"}
    return Declaration(
        place=f"{place}:{line}",
        script=PurePosixPath(script),
        operator=operator,
        wrapper=wrapper,
        defaults=defaults,
    )


@pytest.mark.parametrize(
    ("call", "operator", "wrapper"),
    [
        ("c3_create_operator a.py", {}, None),
        ("c3_create_operator --repository quay.io/x --version 1.2 a.py", {"repository": "quay.io/x", "version": "1.2"}, None),
        ("c3_create_operator a.py -r quay.io/x -v1.2 -l DEBUG", {"repository": "quay.io/x", "version": "1.2"}, None),
        ("c3_create_operator --repo=quay.io/x a.py data/*.csv", {"repository": "quay.io/x", "files": ("data/*.csv",)}, None),
        ("c3_create_operator a.py data b.json --overwrite", {"files": ("data", "b.json")}, None),
        ("python src/c3/create_operator.py -r r a.py b.json", {"repository": "r", "files": ("b.json",)}, None),
        ("c3_create_operator --image_version python3.11 --platform linux/arm64 a.py", {"python": "3.11", "platforms": ("linux/arm64",)}, None),
        ("c3_create_operator --rename old.yaml --local_mode a.py", {}, None),
        ("c3_create_gridwrapper -r r a.py b.json", {"repository": "r", "files": ("b.json",)}, {}),
        ("c3_create_gridwrapper -p work -b s3kv a.py", {}, {"backend": "s3kv", "process": "work"}),
        ("c3_create_gridwrapper --process grid_process --backend local a.py", {}, {}),
        ("c3_create_gridwrapper --cos a.py", {}, {"backend": "legacy_cos"}),
        ("c3_create_gridwrapper -b simple_grid_wrapper a.py", {}, {"backend": "simple"}),
        ("c3_create_operator -r $UNKNOWN a.py", {}, None),
    ],
)  # fmt: skip
def test_options_become_settings(tree, call, operator, wrapper):
    found = calls(tree({"a.py": SCRIPT, "b.json": "{}", "data/x.csv": "", "build.sh": call}))
    assert found.declarations == (declaration(1, "a.py", operator, wrapper),)
    assert found.notes == ()


@pytest.mark.parametrize(
    ("call", "text"),
    [
        ("c3_create_operator b.py", "calls C3 for b.py, which is not there"),
        ("c3_create_operator $1", "calls C3 for a script whose name only a running shell knows"),
        ("c3_create_operator", "is a call of C3 that cannot be understood"),
        ("c3_create_operator --nonsense a.py", "is a call of C3 that cannot be understood"),
        ("c3_create_operator a.py --repository", "is a call of C3 that cannot be understood"),
        ("c3_create_operator a.py --docker=x", "is a call of C3 that cannot be understood"),
        ("c3_create_operator a.py --overwrite=yes", "is a call of C3 that cannot be understood"),
    ],
)
def test_calls_that_say_nothing_are_told(tree, call, text):
    found = calls(tree({"a.py": SCRIPT, "build.sh": f"#!/bin/sh\n{call}\n"}))
    assert found.declarations == ()
    assert found.notes == (Note("build.sh:2", text),)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('command="c3_create_operator $main"\neval "$command"\n', True),
        ("# c3_create_operator a.py\n", False),
        ("echo nothing\n", False),
    ],
)
def test_a_call_that_nobody_can_follow_is_not_lost_in_silence(tree, text, told):
    found = calls(tree({"a.py": SCRIPT, "build.sh": text}))
    expected = Note("build.sh", "calls C3 in a way that only a running shell knows")
    assert (found.declarations, found.notes) == ((), (expected,) if told else ())


def test_files_that_are_not_there_or_lie_elsewhere_now_are_told(tree):
    repository = tree(
        {"ops/a.py": SCRIPT, "ops/b.json": "", "build.sh": "c3_create_operator ops/a.py ops/b.json c.json ../d"}
    )
    found = calls(repository)
    assert found.declarations == (declaration(1, "ops/a.py", {"files": ("ops/b.json",)}),)
    assert [note.text for note in found.notes] == [
        "ops/b.json was ops/b.json in the image of a.py, and is b.json now",
        "names the additional file c.json, which is not there",
        "names an additional file that only a running shell knows",
    ]


@pytest.mark.parametrize("place", ["ops/build.sh", "ops/build.bash"])
def test_a_script_may_be_called_from_its_own_folder(tree, place):
    found = calls(tree({"ops/a.py": SCRIPT, "ops/b.json": "", place: "c3_create_operator a.py b.json"}))
    assert found.declarations == (declaration(1, "ops/a.py", {"files": ("ops/b.json",)}, place=place),)
    assert found.notes == ()


def test_or_from_the_root(tree):
    found = calls(tree({"ops/a.py": SCRIPT, "scripts/build.sh": "cd ops && c3_create_operator a.py"}))
    assert [one.script for one in found.declarations] == [PurePosixPath("ops/a.py")]


def test_makefiles_and_workflows_call_too(tree):
    found = calls(
        tree(
            {
                "a.py": SCRIPT,
                "b.ipynb": "{}",
                "Makefile": "R := quay.io/x\nall:\n\tfor s in a.py b.ipynb; do c3_create_operator -r $(R) $$s; done\n",
                ".github/workflows/b.yml": "steps:\n  - run: c3_create_operator -r ghcr.io/x a.py\n",
            }
        )
    )
    assert [(one.place, str(one.script), one.operator) for one in found.declarations] == [
        (".github/workflows/b.yml:2", "a.py", {"repository": "ghcr.io/x"}),
        ("Makefile:3", "a.py", {"repository": "quay.io/x"}),
        ("Makefile:3", "b.ipynb", {"repository": "quay.io/x"}),
    ]


def test_the_base_image_of_a_template_is_taken_over(tree):
    template = "FROM --platform=linux/amd64 docker.io/library/python:3.12-slim AS base\nUSER root\n"
    found = calls(
        tree({"a.py": SCRIPT, "D": template, "build.sh": "c3_create_operator --dockerfile_template_path D a.py"})
    )
    assert found.declarations == (declaration(1, "a.py", {"base-image": "docker.io/library/python:3.12-slim"}),)
    assert found.notes == (
        Note(
            "build.sh:1",
            "the base image docker.io/library/python:3.12-slim of D is taken over; "
            "write system packages as `# dnf …` or `# apt …` comments of the script",
        ),
    )


def test_a_version_that_only_a_running_shell_knows_is_not_the_first_one(tree):
    (found,) = calls(tree({"a.py": SCRIPT, "build.sh": "c3_create_operator -v $1 a.py"})).declarations
    assert (found.operator, found.defaults) == ({}, {})
