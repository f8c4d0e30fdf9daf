"""Workflows on the command line and in wheels, for a copy of the example project."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from hatch_claimed.plugin.archive import prepare
from hatch_claimed.plugin.hook_call import HookCall

ROOT = Path(__file__).parents[2]
PROGRAM = str(Path(sys.executable).parent / "hatch-claimed")
STUDY = "workflows/river-study/river_study"
STEPS = ("clean", "clean_v1", "make", "make_v1", "strict", "strict_v1")


@pytest.fixture
def example(tmp_path):
    root = tmp_path / "project"
    shutil.copytree(ROOT / "example-project", root, ignore=shutil.ignore_patterns("dist", ".hatch"))
    return root


def called(root, *arguments, status=0):
    done = subprocess.run([PROGRAM, "-C", str(root), *arguments], capture_output=True, text=True, cwd=root)
    assert done.returncode == status, done.stderr
    return done.stdout


def test_the_example_s_workflow_is_listed_and_drawn(example):
    assert called(example, "list").endswith(
        "\nriver-study  (workflow of make, clean, strict)\n"
        "  Makes measurements with several seeds, and cleans each series twice, the second time more strictly.\n"
        "    --seeds       list of Integer = [1, 2, 3]\n"
        "    --num_values  Integer = 40\n"
        "    --limit       Float = 3.0\n"
        "    writes measurements (a list)\n"
        "    writes cleaned (a list)\n"
        "    writes strictly_cleaned (a list)\n"
    )
    assert called(example, "graph", "river-study") == (
        "river-study\n"
        "└── make: make-measurements (for each of seeds)\n"
        "    └── clean: clean-measurements (for each of make.measurements)\n"
        "        └── strict: clean-measurements (for each of clean.cleaned)\n"
    )
    assert called(example, "graph", "river-study", "--format", "svg", "-o", "study.svg") == ""
    assert (example / "study.svg").read_text().startswith("<svg ")


def test_a_script_alone_is_checked_without_the_workflows_around_it(example):
    script = "operators/make_measurements.py"
    with (example / script).open() as text:
        done = subprocess.run(
            [PROGRAM, "check", "-", "--stdin-filename", script], stdin=text, capture_output=True, text=True, cwd=example
        )
    assert (done.returncode, done.stdout, done.stderr) == (0, "no findings in 1 operator\n", "")


def test_wheels_ship_workflows(example):
    manifest = example / "pyproject.toml"
    manifest.write_text(
        manifest.read_text().replace("[tool.claimed]\n", '[tool.claimed]\nwheel-path = "rivers/operators"\n')
    )
    call = HookCall(example, example / "dist", "wheel", "standard", {})
    shipped = prepare(call, lambda: "0.1.0", lambda _: None)
    of_workflow = sorted(place for place in shipped.values() if "river-study" in place)
    of_steps = [f"rivers/operators/{STUDY.rpartition('/')[0]}/{name}.yaml" for name in STEPS]
    assert of_workflow == [
        *of_steps[:4],
        f"rivers/operators/{STUDY}.cwl",
        f"rivers/operators/{STUDY}_pipeline.py",
        f"rivers/operators/{STUDY}_pipeline_v1.py",
        *of_steps[4:],
    ]
    [entry] = json.loads((example / "dist/claimed/catalog.json").read_text())["workflows"]
    assert entry["artifacts"]["cwl"] == f"{STUDY}.cwl"
