"""Repositories of other shapes, and builds from other places."""

import json
import subprocess
import sys

TARGETS = ["-t", "sdist", "-t", "wheel", "-t", "claimed"]


def settings(project, text):
    manifest = project.root / "pyproject.toml"
    head = manifest.read_text().split("[tool.claimed]")[0]
    manifest.write_text(f'{head}[tool.claimed]\nrepository = "registry.example.com/demo"\n{text}')


def names(project):
    return [one["name"] for one in json.loads(project.dist()["catalog.json"])["operators"]]


def test_flat_scripts_with_everything_as_additional_files(project):
    project.file("b.R", 'install.packages("jsonlite")\n')
    project.file("a.py", "x = 1\n")
    settings(project, 'include = ["*.py", "**/*.R"]\n[tool.claimed.operators.a]\nfiles = ["*"]\n')
    project.hatchling("-t", "sdist", CLAIMED_IMAGES="build")
    first = project.dist()
    project.hatchling("-t", "wheel", CLAIMED_IMAGES="build")
    project.hatchling("-t", "claimed")
    assert names(project) == ["a", "b"]
    assert project.bakes == 1
    assert project.dist()["a/context/files.tar"] == first["a/context/files.tar"]


def test_a_folder_with_an_odd_name_from_elsewhere(project, tmp_path):
    odd = tmp_path / "ö x $y 'q' {{z}}"
    project.root.rename(odd)
    command = ["hatch-claimed", "-C", str(odd), "build"]
    completed = subprocess.run(command, cwd="/", env=project.environment, capture_output=True, text=True)
    assert completed.stderr == ""
    assert completed.stdout.splitlines()[0] == "dist/claimed: 2 operators"
    project.root = odd
    first = project.dist()
    project.hatchling(*TARGETS)
    assert project.dist() == first


def test_a_build_directory_that_is_a_link(project, tmp_path):
    real = tmp_path / "real"
    real.mkdir()
    (project.root / "dist").symlink_to(real)
    project.hatchling("-t", "sdist", CLAIMED_IMAGES="build")
    assert project.bakes == 1
    assert names(project) == ["one", "two"]
    project.run(sys.executable, "-m", "hatchling", "build", "--clean-only", *TARGETS)
    assert list(real.iterdir()) == []
    assert (project.root / "dist").is_symlink()


def test_builds_at_the_same_time(project):
    for number in range(20):
        project.file(f"operators/more_{number}.py", '"""More."""\n')
    project.file("dist/claimed/notes.txt", "mine")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "claimed"]
    builds = [
        subprocess.Popen(command, cwd=project.root, env=project.environment, stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    said = [build.communicate()[1] for build in builds]
    assert [build.returncode for build in builds] == [0] * 4
    # Hatch shows the whole path when another build is just exchanging the folder
    assert all(text.endswith("dist/claimed/catalog.json\n") and text.count("\n") == 1 for text in said)
    assert len(names(project)) == 22
    assert project.dist()["notes.txt"] == b"mine"
    assert [path.name for path in (project.root / "dist").iterdir()] == ["claimed"]


def test_a_wheel_from_an_sdist_holds_what_the_checkout_s_wheel_holds(project, tmp_path):
    settings(project, 'wheel-path = "demo/operators"\n')
    project.file("src/demo/__init__.py", "")
    project.hatchling("-t", "sdist")
    project.hatchling("-t", "wheel")
    (wheel,) = (project.root / "dist").glob("*.whl")
    first = wheel.read_bytes()
    subprocess.run(["tar", "xzf", project.root / "dist" / "demo-1.0.tar.gz", "-C", tmp_path], check=True)
    project.root = tmp_path / "demo-1.0"
    project.hatchling("-t", "wheel")
    assert (project.root / "dist" / wheel.name).read_bytes() == first
