"""Which files of a project an R script sources, and that it finds them in the image's tree."""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

from hatch_claimed.artifacts.image.app import archives
from hatch_claimed.settings.load import read_manifest, resolve
from hatch_claimed.sources.operators import read_operators
from hatch_claimed.system.tree import Tree

TABLE = '[project]\nname = "x"\nversion = "1"\n[tool.claimed]\nrepository = "x"\ninclude = ["**/work.*"]\n'

# what a project holds, and the files of it that its script sources
PROJECTS = {
    "beside": ({"o/work.R": "source('near.R')", "o/near.R": "", "o/other.R": ""}, ["o/near.R"]),
    "from the root": ({"o/work.R": "source('R/tools.R')", "R/tools.R": "", "R/other.R": ""}, ["R/tools.R"]),
    "the root before beside": ({"o/work.R": "source('a.R')", "a.R": "", "o/a.R": ""}, ["a.R"]),
    "with the folder": ({"o/work.R": "source('o/near.R')", "o/near.R": ""}, ["o/near.R"]),
    "through others": (
        {
            "o/work.R": "source('a.R')",
            "o/a.R": "source('b.R')",
            "o/b.R": "if (FALSE) { source('a.R'); source('work.R') }",
        },
        ["o/a.R", "o/b.R"],
    ),
    "parts of a path": (
        {"o/work.R": "D <- 'R'\nsource(file.path(D, 'x.R'))\nsource(paste0('R/', 'y.R'))", "R/x.R": "", "R/y.R": ""},
        ["R/x.R", "R/y.R"],
    ),
    "sys.source and base": (
        {"o/work.R": "sys.source('a.R', envir = globalenv())\nbase::source(file = 'b.R')", "a.R": "", "b.R": ""},
        ["a.R", "b.R"],
    ),
    "here": ({"o/work.R": "here <- file.path\nsource(here('R', 'x.R'))", "R/x.R": ""}, ["R/x.R"]),
    "chdir": (
        {"o/work.R": "source('R/a.R', chdir = TRUE)", "R/a.R": "source('b.R', chdir = TRUE)", "R/b.R": ""},
        ["R/a.R", "R/b.R"],
    ),
}
NOTHING = {
    "no file": "source('nowhere.R')",
    "an address": "if (FALSE) source('https://example.org/x.R')",
    "outside": "if (FALSE) source('../../x.R')",
    "above the project's root, where the image starts": "if (FALSE) source('../o/near.R')",
    "absolute": "if (FALSE) source('/x.R')",
    "computed": "if (FALSE) source(commandArgs()[[1]])",
    "no call": "# source('near.R')\nx <- \"source('near.R')\"",
}


@pytest.fixture
def project(tmp_path):
    """Writes a project; gives its only operator."""

    def make(files, more=""):
        root = tmp_path / "project"
        for name, text in {"pyproject.toml": TABLE + more, **files}.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        manifest, wrong = read_manifest((root / "pyproject.toml").read_text())
        assert wrong == ()
        settings, wrong = resolve(manifest, "1")
        assert wrong == ()
        (subject,), findings = read_operators(settings, Tree(root))
        assert findings == ()
        return subject.operator

    return make


def modules(operator):
    return [str(file.path) for file in operator.modules]


@pytest.mark.parametrize(("files", "expected"), PROJECTS.values(), ids=PROJECTS)
def test_sourced_files_come_along(project, files, expected):
    assert modules(project(files)) == expected


@pytest.mark.parametrize("script", NOTHING.values(), ids=NOTHING)
def test_what_is_no_file_of_the_project_does_not(project, script):
    assert modules(project({"o/work.R": script, "o/near.R": ""})) == []


def test_files_bring_along_what_they_source(project):
    files = {"o/work.R": "source('a.R')", "o/a.R": "source('b.R')", "o/b.R": ""}
    operator = project(files, '[tool.claimed.operators.work]\nfiles = ["o/a.R"]\n')
    assert ([str(one.path) for one in operator.files], modules(operator)) == (["o/a.R"], ["o/b.R"])


def test_a_setting_turns_it_off(project):
    assert modules(project({"o/work.R": "source('a.R')", "o/a.R": ""}, "modules = false\n")) == []


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="needs Rscript")
@pytest.mark.parametrize("name", PROJECTS)
def test_the_image_has_them_where_the_script_looks(project, tmp_path, name):
    files, expected = PROJECTS[name]
    told = {path: text if path == "o/work.R" else f"cat('{path}\\n')\n" + text for path, text in files.items()}
    for layer in archives(project(told)):
        with tarfile.open(fileobj=io.BytesIO(layer.content)) as archive:
            archive.extraction_filter = getattr(tarfile, "fully_trusted_filter", None)
            archive.extractall(tmp_path / "image")  # noqa: S202 - these archives are our own
    command = ["Rscript", "--vanilla", "o/work.R"]
    workdir = tmp_path / "image/home/docker"
    for link in filter(Path.is_symlink, workdir.iterdir()):
        target = tmp_path / "image" / link.readlink().relative_to("/")
        link.unlink()
        link.symlink_to(target)
    done = subprocess.run(command, cwd=workdir, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    assert sorted(set(done.stdout.split())) == expected
