"""The frontends that people use, each with its own isolated environment, on the example project."""

import json
import sys
import zipfile

import pytest

OPERATORS = ["clean-measurements", "make-measurements", "summarise-measurements"]


@pytest.fixture
def isolated(example, wheels):
    example.environment |= {"PIP_FIND_LINKS": str(wheels), "UV_FIND_LINKS": str(wheels), "CLAIMED_IMAGES": "push"}
    return example


def names(workspace):
    return [one["name"] for one in json.loads(workspace.dist()["catalog.json"])["operators"]]


def test_hatch_build(isolated, tmp_path):
    isolated.environment |= {"HATCH_DATA_DIR": str(tmp_path / "data"), "HATCH_CACHE_DIR": str(tmp_path / "cache")}
    isolated.run(sys.executable, "-m", "hatch", "build")
    assert names(isolated) == OPERATORS
    assert isolated.bakes == 1
    assert len(list((isolated.root / "dist").glob("river_operators-0.1.0*"))) == 2
    isolated.run(sys.executable, "-m", "hatch", "clean")
    assert list((isolated.root / "dist").rglob("*")) == []


def test_python_build(isolated):
    isolated.run(sys.executable, "-m", "build")
    assert names(isolated) == OPERATORS
    assert isolated.bakes == 1
    (wheel,) = (isolated.root / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        assert archive.testzip() is None


@pytest.mark.parametrize("arguments", [["."], ["-e", "."]])
def test_pip_install(isolated, tmp_path, arguments):
    isolated.run(sys.executable, "-m", "venv", str(tmp_path / "venv"))
    python = str(tmp_path / "venv" / "bin" / "python")
    isolated.run(python, "-m", "pip", "install", *arguments)
    assert "river-operators" in isolated.run(python, "-m", "pip", "list")
    assert isolated.bakes == 0
    assert not (isolated.root / "dist").exists()
