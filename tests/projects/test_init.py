"""`hatch-claimed init` in repositories of many shapes: afterwards they build, and nothing that was there is changed."""

import json
import os
import shutil
import sys
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from hatch_claimed.cli.main import cli
from hatch_claimed.errors import ClaimedError

REPOSITORIES = Path(__file__).parent / "adopt"
WHO = ["-c", "user.name=a", "-c", "user.email=a@example.com"]

# the repository, the project in it, its images, and what `[tool.claimed]` says
CASES = {
    "flat": (
        ".",
        [
            "quay.io/geo/claimed-compute-index:0.4",
            "quay.io/geo/claimed-gw-compute-index:0.4",
            "quay.io/geo/claimed-publish-report:0.4",
        ],
        {
            "repository": "quay.io/geo",
            "include": ["compute_index.py", "publish_report.py"],
            "operators": {
                "compute-index": {"files": ["bands.py"]},
                "publish-report": {"files": ["template.html"]},
            },
            "grid-wrappers": {"compute-index": {"backend": "s3kv"}},
        },
    ),
    "notebooks": (
        ".",
        [
            "registry.example.com/project/claimed-input-download:0.1.0",
            "registry.example.com/project/claimed-transform-sort:0.1.0",
        ],
        {
            "repository": "registry.example.com/project",
            "include": ["input/*.ipynb", "transform/transform-sort.ipynb"],
        },
    ),
    "poetry": (
        ".",
        ["registry.example.com/project/claimed-forecast:2.3.1"],
        {"repository": "registry.example.com/project", "version": "2.3.1"},
    ),
    "monorepo": (
        "packages/operators",
        [
            "registry.example.com/operators/claimed-merge-fields:1.2.0",
            "registry.example.com/operators/claimed-split-fields:1.2.0",
        ],
        {"repository": "registry.example.com/operators", "include": ["steps/*.py"]},
    ),
    "cfg": (
        ".",
        [
            "us.icr.io/geodn/claimed-count-tiles:0.12",
            "us.icr.io/geodn/claimed-gw-tile-images:0.12",
            "us.icr.io/geodn/claimed-tile-images:0.12",
        ],
        {
            "repository": "us.icr.io/geodn",
            "operators": {
                "count-tiles": {"base-image": "docker.io/library/python:3.11-slim"},
                "tile-images": {"files": ["operators/palette.json", "operators/legend.json"]},
            },
            "grid-wrappers": {"tile-images": {"process": "tile"}},
        },
    ),
    "r-only": (
        ".",
        [
            "registry.example.org/models/claimed-fit-model:1.0",
            "registry.example.org/models/claimed-plot-model:1.0",
        ],
        {"repository": "registry.example.org/models", "include": ["fit_model.R", "plot_model.R"]},
    ),
}
# what clusters are told is for settings of another page
DEPLOYMENT = {"backoff-limit", "image-pull-secrets", "resources", "secrets", "volumes"}


@pytest.fixture
def repository(workspace):
    """A function that puts a sample repository, with everything committed, into the workspace."""

    def put(name):
        shutil.copytree(REPOSITORIES / name, workspace.root)
        workspace.run("git", "init", "-q")
        workspace.run("git", "add", "-A")
        workspace.run("git", *WHO, "commit", "-q", "-m", "all")
        return workspace

    return put


def claimed(workspace, *arguments, folder=".", status=0):
    """Run hatch-claimed within this process, which is quicker; the result is what it says."""
    result = CliRunner().invoke(cli, ["-C", str(workspace.root / folder), *arguments])
    if isinstance(result.exception, ClaimedError):
        assert result.exception.exit_code == status, str(result.exception)
        return f"{result.output}{result.exception}\n"
    assert (result.exit_code, result.exception) == (status, None), result.output
    return result.output


def settings(folder):
    table = tomllib.loads((folder / "pyproject.toml").read_text())["tool"]["claimed"]
    for own in table.get("operators", {}).values():
        for key in DEPLOYMENT & set(own):
            del own[key]
    return table


@pytest.mark.parametrize("name", CASES)
def test_a_repository_builds_and_nothing_of_it_changes(repository, name):
    workspace = repository(name)
    place, images, said = CASES[name]
    folder = workspace.root / place
    workspace.run("hatch-claimed", "-C", place, "init")
    assert settings(folder) == said
    changes = workspace.run("git", "diff", "--numstat").splitlines()
    assert [line for line in changes if line.split()[1] != "0"] == []
    built = claimed(workspace, "build", "--images", "off", folder=place).splitlines()
    assert [line.split()[0] for line in built if "(no image built)" in line] == images
    # a second time there is nothing to do
    again = claimed(workspace, "init", folder=place)
    assert "nothing to write: all is there\n" in again


@pytest.mark.parametrize(
    ("name", "target"), [("flat", "claimed"), ("notebooks", "sdist"), ("r-only", "wheel"), ("monorepo", "wheel")]
)
def test_where_hatchling_builds_it_builds_operators(repository, name, target):
    workspace = repository(name)
    place, images, _ = CASES[name]
    claimed(workspace, "init", folder=place)
    workspace.hatchling("-t", target, folder=place)
    assert operators(workspace.root / place) == len(images)


@pytest.mark.parametrize("arguments", [["-t", "claimed"], []])
def test_hatch_finds_us_without_a_change_of_what_it_is_told(repository, wheels, tmp_path, arguments):
    workspace = repository("monorepo")
    place, images, _ = CASES["monorepo"]
    claimed(workspace, "init", folder=place)
    workspace.environment |= {
        "PIP_FIND_LINKS": str(wheels),
        "UV_FIND_LINKS": str(wheels),
        "HATCH_DATA_DIR": str(tmp_path / "data"),
        "HATCH_CACHE_DIR": str(tmp_path / "cache"),
    }
    workspace.run(sys.executable, "-m", "hatch", "build", *arguments, folder=place)
    assert operators(workspace.root / place) == len(images)


def operators(folder):
    """How many operators and grid wrappers a build made."""
    catalog = json.loads((folder / "dist/claimed/catalog.json").read_text())
    return len(catalog["operators"]) + len(catalog.get("grid_wrappers", []))


def test_an_empty_folder_becomes_a_working_project(workspace):
    workspace.root.mkdir()
    said = claimed(workspace, "init")
    assert "count-words  operators/count_words.py (Python): an example to begin with" in said
    assert "hatch-claimed check finds nothing wrong." in said
    assert sorted(str(path.relative_to(workspace.root)) for path in workspace.root.rglob("*") if path.is_file()) == [
        ".github/workflows/operators.yml",
        ".gitignore",
        "noxfile.py",
        "operators/count_words.py",
        "pyproject.toml",
    ]
    claimed(workspace, "check", "--strict")
    claimed(workspace, "build", "--images", "off")
    workspace.hatchling()
    assert "count-words" in claimed(workspace, "list")
    (workspace.root / "there.txt").write_text("one two two")
    workspace.run(sys.executable, "operators/count_words.py", text="there.txt", most="1")
    assert json.loads((workspace.root / "counts.json").read_text()) == {"two": 2}


def test_a_dry_run_shows_all_and_writes_nothing(repository):
    workspace = repository("poetry")
    said = claimed(workspace, "init", "--dry-run", "--ci", "none")
    assert workspace.run("git", "status", "--porcelain") == ""
    assert [line for line in said.splitlines() if line.startswith(("+[", "+rep", "+ver", "would"))] == [
        "+[tool.claimed]",
        '+repository = "registry.example.com/project"',
        '+version = "2.3.1"',
        "would add to pyproject.toml",
        "would write noxfile.py",
        "would write .gitignore",
    ]


def test_what_is_there_stays_without_force(repository):
    workspace = repository("cfg")
    workspace.file("noxfile.py", "# mine\n")
    before = '[tool.claimed]\nrepository = "registry.example.com/mine"  # ours\nversion = "0.12"\n'
    workspace.file("pyproject.toml", before)
    said = claimed(workspace, "init", "--ci", "none")
    assert "left alone noxfile.py, which is there already; --force replaces it" in said
    assert "left alone `tool.claimed.repository` of pyproject.toml, which says something else" in said
    assert (workspace.root / "noxfile.py").read_text() == "# mine\n"
    assert (workspace.root / "pyproject.toml").read_text().startswith(before)
    claimed(workspace, "init", "--ci", "none", "--force")
    assert settings(workspace.root)["repository"] == "us.icr.io/geodn"
    assert "# ours" in (workspace.root / "pyproject.toml").read_text()
    assert "nox.session" in (workspace.root / "noxfile.py").read_text()


def test_force_takes_nothing_away_that_nobody_contradicts(repository):
    workspace = repository("poetry")
    text = (workspace.root / "pyproject.toml").read_text()
    text += '\n[tool.claimed]\nrepository = "registry.example.com/mine"\nversion = "9"\npython = "3.11"\n'
    workspace.file("pyproject.toml", text)
    for arguments in ([], ["--force"]):
        said = claimed(workspace, "init", "--ci", "none", *arguments)
        assert "left alone" not in said
        assert "is only the place" not in said
        assert (workspace.root / "pyproject.toml").read_text() == text
    claimed(workspace, "init", "--force", "--repository", "registry.example.com/new")
    assert settings(workspace.root)["repository"] == "registry.example.com/new"


def test_projects_in_folders_are_set_up_one_by_one(repository):
    workspace = repository("monorepo")
    (workspace.root / "services" / "web" / "app.py").write_text("print(1)\n")
    said = claimed(workspace, "init", status=1)
    assert said == (
        "nothing here looks like an operator, but folders below are projects. Set up those:\n"
        "    hatch-claimed -C packages/operators init\n"
    )


@pytest.mark.parametrize("link", [".github", ".github/workflows", "noxfile.py", ".gitignore", "pyproject.toml"])
def test_nothing_is_written_through_links_that_leave_the_repository(repository, tmp_path, link):
    workspace = repository("flat")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    place = workspace.root / link
    place.parent.mkdir(exist_ok=True)
    place.unlink(missing_ok=True)
    place.symlink_to(elsewhere if place.name in {".github", "workflows"} else elsewhere / "file")
    before = workspace.dist(".")
    said = claimed(workspace, "init", "--ci", "github", status=1)

    assert " cannot be " in said
    assert workspace.dist(".") == before
    assert list(elsewhere.iterdir()) == []


def test_a_pipe_is_not_written(repository):
    workspace = repository("flat")
    os.mkfifo(workspace.root / "noxfile.py")
    said = claimed(workspace, "init", "--ci", "none", status=1)

    assert said.endswith(
        "noxfile.py cannot be written: it is no regular file\n    Put a file in its place, or remove it.\n"
    )


@pytest.mark.parametrize("ci", ["github", "gitlab"])
@pytest.mark.parametrize("name", ["a${{ github.actor }}b", "a$CI_JOB_TOKEN"])
def test_a_folder_that_ci_would_fill_in_gets_no_ci_file(workspace, ci, name):
    workspace.file(f"{name}/count.py", '"""Counts."""\nimport os\n\nnumber = int(os.environ["number"])\n')
    (workspace.root / ".git").mkdir()
    said = claimed(workspace, "init", "--ci", ci, folder=name, status=1)

    assert said == (
        f"the folder {name!r} holds a `$`, which CI takes for a variable or an expression in its files\n"
        "    Rename the folder, or write no CI files: `hatch-claimed init --ci none`.\n"
    )
    assert [path.name for path in (workspace.root / name).iterdir()] == ["count.py"]
    claimed(workspace, "init", "--ci", "none", folder=name)


def test_errors_are_for_people(workspace):
    workspace.file("pyproject.toml", "")
    (workspace.root / "pyproject.toml").write_bytes(b"\xff")
    assert claimed(workspace, "init", status=1) == "pyproject.toml cannot be read: it is not UTF-8\n"
    workspace.file("pyproject.toml", "[tool\n")
    assert "is not valid TOML" in claimed(workspace, "init", status=1)
    workspace.file("pyproject.toml", "tool = { black = { line-length = 3 } }\n")
    assert "Write it as `[tool.…]`" in claimed(workspace, "init", status=1)
    said = claimed(workspace, "init", "--repository", "UPPER", status=1)
    assert said.startswith("--repository is 'UPPER', which is not a registry and a namespace in lower case")
