"""The coordinator and its children under every Python that images may have."""

import shutil
import subprocess
import sys

import pytest

VERSIONS = ("3.9", "3.10", "3.11", "3.12", "3.13", "3.14")
SCRIPT = """
import os, sys
number = int(os.getenv("number", 5))
def grid_process(batch_id, number):
    print("ran", batch_id, number, sys.version_info[:2])
    if batch_id == "b":
        raise ValueError(batch_id)
if __name__ == "__main__":
    grid_process(os.environ["batch"], number)
"""


def found_pythons() -> dict[str, str]:
    """Every Python on PATH that really starts, and this one."""
    pythons = {}
    for version in VERSIONS:
        path = shutil.which(f"python{version}")
        if path and subprocess.run([path, "-c", ""], capture_output=True).returncode == 0:
            pythons[version] = path
    return pythons | {"{}.{}".format(*sys.version_info): sys.executable}


@pytest.fixture(params=found_pythons().items(), ids=lambda item: item[0])
def python(request, grid) -> tuple[int, ...]:
    """A `python` that comes first on PATH."""
    version, path = request.param
    grid.python = path
    return tuple(map(int, version.split(".")))


def test_the_function_form(grid, python):
    grid.script(SCRIPT, parameters=[grid.parameter("number", "Integer", 5)])
    grid.batches("a", "b")
    result = grid.run()
    assert result.code == 1
    assert f"ran a 5 {python}\n" in result.out
    assert grid.states() == {"a": "processed", "b": "failed"}
    assert grid.report("b").splitlines()[:3:2] == ["ValueError: b", "Traceback (most recent call last):"]


def test_the_declarative_form(grid, python):
    parameters = [grid.parameter("number", "Integer", 5), grid.parameter("batch", required=True)]
    grid.script(SCRIPT, parameters=parameters, bindings={"batch": "{batch}"})
    grid.batches("a", "b")
    result = grid.run()
    assert result.code == 1
    assert f"ran a 5 {python}\n" in result.out
    assert grid.report("b").startswith("exit code 1: ValueError: b\n")


def test_folders(grid, python):
    grid.script("def grid_process(source, result): open(result, 'w').write('x')", backend="simple")
    (grid.work / "data").mkdir()
    (grid.work / "data" / "a.txt").touch()
    assert grid.run(sgw_source_folder="data").code == 0
    assert (grid.work / "data" / "a.PROCESSED.txt").read_text() == "x"
