import json
from pathlib import PurePosixPath

import pytest

from hatch_claimed.building.artifact_folder import ArtifactFolder
from hatch_claimed.building.renamed_operators import renamed_operators
from hatch_claimed.checks.report import as_text
from hatch_claimed.model import Image, Interface, Operator, Program, Project

LOCK = """\
version = 1
tool = "1"
made-from = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

[[environment]]
id = "0123456789ab"
platform = "linux/amd64"
target = "x86_64-manylinux_2_28"
python = "3.12"
operators = ["main"]
requirements = ["numpy"]
"""


def operator(path, name):
    return Operator(
        name=name,
        path=PurePosixPath(path),
        kind="python",
        interface=Interface(
            description="",
            parameters=(),
            outputs=(),
            requirements=(),
            system_packages=(),
            program=Program(filename="main.py", content=b""),
        ),
        image=Image(repository="r", name=name, tag="1", base="b", platforms=("linux/amd64",), mode="off"),
    )


def project(**names):
    operators = tuple(operator(f"{folder}/main.py", name) for folder, name in names.items())
    return Project(name="x", version="1", operators=operators, output=PurePosixPath("dist/claimed"))


@pytest.fixture
def dist(tmp_path):
    """A function that makes the artifact folder of a build with these operators, by their paths."""

    def build(names):
        folder = tmp_path / "dist" / "claimed"
        folder.mkdir(parents=True)
        (folder / ".build.json").write_text(json.dumps({"plan": "", "files": ["catalog.json"], "images": {}}))
        catalog = {"operators": [{"path": path, "name": name} for path, name in names.items()]}
        (folder / "catalog.json").write_text(json.dumps(catalog))
        return ArtifactFolder(folder)

    return build


def test_a_second_file_of_that_name_renames_the_first_one(dist, tmp_path):
    found = renamed_operators(project(fit="fit", load="load"), dist({"fit/main.py": "main"}), tmp_path)
    assert as_text(found).splitlines() == [
        "fit/main.py: warning CLM130: is the operator 'fit', and was 'main' in the last build: its image is claimed-fit "
        "now, and no build makes claimed-main any more",
        '    To keep the name, write `"fit/main.py" = { name = "main" }` below `[tool.claimed.operators]`.',
        "1 warning",
    ]


def test_what_keeps_its_name_is_not_told(dist, tmp_path):
    assert renamed_operators(project(fit="fit"), dist({"fit/main.py": "fit", "gone/main.py": "gone"}), tmp_path) == ()


def test_no_build_and_no_lock(tmp_path):
    assert renamed_operators(project(fit="fit"), ArtifactFolder(tmp_path / "dist" / "claimed"), tmp_path) == ()


def test_a_catalogue_that_cannot_be_read_is_none(dist, tmp_path):
    folder = dist({})
    (folder.path / "catalog.json").write_text("{}")
    assert renamed_operators(project(fit="fit"), folder, tmp_path) == ()


def test_the_lock_knows_the_old_name(tmp_path):
    (tmp_path / "claimed.lock").write_text(LOCK)
    nothing = ArtifactFolder(tmp_path / "dist" / "claimed")
    found = renamed_operators(project(fit="fit", load="load"), nothing, tmp_path)
    assert [(one.path, "and was 'main' in claimed.lock" in one.message) for one in found] == [
        ("fit/main.py", True),
        ("load/main.py", True),
    ]
    # it is still somebody's, or everybody is in the lock
    assert renamed_operators(project(fit="main", load="main"), nothing, tmp_path) == ()
    (tmp_path / "claimed.lock").write_text(LOCK.replace('["main"]', '["fit", "load", "main"]'))
    assert renamed_operators(project(fit="fit", load="load"), nothing, tmp_path) == ()
