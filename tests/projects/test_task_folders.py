"""A repository of folders that hold a `task.py` each: all are operators, and keep their names."""

import json
import shutil
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from hatch_claimed.cli.main import cli

REPOSITORY = Path(__file__).parent / "adopted" / "task_folders"
EXPECTED = json.loads(REPOSITORY.with_suffix(".json").read_text(encoding="utf-8"))
NAMES = {path: one["name"] for path, one in EXPECTED["operators"].items()}


def claimed(root, *arguments, status=0):
    result = CliRunner().invoke(cli, ["-C", str(root), *arguments])
    assert (result.exit_code, result.exception and not isinstance(result.exception, SystemExit)) == (
        status,
        None if status == 0 else False,
    ), f"{result.output}{result.exception}"
    return result.stdout


def listed(root):
    document = json.loads(claimed(root, "list", "--format", "json"))
    return {one["path"]: one["name"] for one in document["operators"]}


@pytest.fixture
def root(tmp_path):
    return shutil.copytree(REPOSITORY, tmp_path / "tasks")


def test_each_task_is_an_operator_of_its_folder_s_name(root):
    said = claimed(root, "init", "--repository", "registry.example.com/tasks")
    assert listed(root) == NAMES
    settings = tomllib.loads((root / "pyproject.toml").read_text())["tool"]["claimed"]
    assert settings["include"] == ["*/task.py"]
    assert {path: table["name"] for path, table in settings["operators"].items()} == NAMES
    assert "CLM129" not in claimed(root, "check")
    # what else lies in the folders is told
    assert "component.yaml: a component by hand" in said
    built = claimed(root, "build", "--images", "off")
    assert f"dist/claimed: {len(NAMES)} operators" in built
    for name in NAMES.values():
        stem = name.replace("-", "_")
        assert (root / "dist" / "claimed" / name / f"{stem}.cwl").is_file()


def test_another_task_is_an_operator_and_renames_nothing(root):
    claimed(root, "init", "--repository", "registry.example.com/tasks")
    for folder in ("avalanche", "avalanche/flood"):
        (root / folder).mkdir()
        shutil.copy(root / "flood" / "task.py", root / folder / "task.py")
    assert listed(root) == NAMES | {"avalanche/task.py": "avalanche"}
    # it has no name in the settings yet, and a second look writes it down
    assert "'avalanche' after its folder" in claimed(root, "check")
    claimed(root, "init")
    settings = tomllib.loads((root / "pyproject.toml").read_text())["tool"]["claimed"]
    assert settings["operators"]["avalanche/task.py"] == {"name": "avalanche"}
    assert listed(root) == NAMES | {"avalanche/task.py": "avalanche"}
    assert "CLM129" not in claimed(root, "check")


def test_names_that_somebody_gave_stay(root):
    (root / "pyproject.toml").write_text(
        '[project]\nname = "tasks"\nversion = "1"\n\n[tool.claimed]\nrepository = "r"\ninclude = ["f*/task.py"]\n\n'
        '[tool.claimed.operators]\nflood = { name = "high-water" }\n"fire/task.py" = { version = "2" }\n'
    )
    claimed(root, "init")
    operators = tomllib.loads((root / "pyproject.toml").read_text())["tool"]["claimed"]["operators"]
    folders = sorted(path.parent.name for path in root.glob("f*/task.py"))
    others = {f"{name}/task.py": {"name": name} for name in folders if name not in {"flood", "fire"}}
    assert operators == {
        "flood": {"name": "high-water"},
        "fire/task.py": {"version": "2", "name": "fire"},
        **others,
    }
    assert set(listed(root).values()) == {*folders, "high-water"} - {"flood"}
