"""The step of an image that installs R packages, run on this machine's R."""

import io
import os
import subprocess
import tarfile
from pathlib import Path

import pytest

STEP = Path(__file__).parents[3] / "hatch_claimed" / "artifacts" / "image" / "templates"
FLAGS = ("--no-save", "--no-init-file")
DESCRIPTION = """Package: {name}
Version: {version}
Title: Says Something
Description: Says something.
License: MIT
Author: A
Maintainer: A <a@example.com>
"""


def repository(folder, *names, version="1.0"):
    """A repository with packages that have a function `say`, and its address."""
    place = folder / "src" / "contrib"
    place.mkdir(parents=True)
    for name in names:
        files = {
            "DESCRIPTION": DESCRIPTION.format(name=name, version=version),
            "NAMESPACE": "export(say)\n",
            "R/say.R": f'say <- function() "{name} {version}"\n',
        }
        with tarfile.open(place / f"{name}_{version}.tar.gz", "w:gz") as archive:
            for path, text in files.items():
                entry = tarfile.TarInfo(f"{name}/{path}")
                entry.size = len(text)
                archive.addfile(entry, io.BytesIO(text.encode()))
    index = "\n".join(f"Package: {name}\nVersion: {version}\nNeedsCompilation: no\n" for name in names)
    (place / "PACKAGES").write_text(index)
    return f"file://{folder}"


class Base:
    """A base image with site files: a repository, and a library with packages of its own."""

    def __init__(self, root):
        self.root = root
        self.library = root / "library"
        self.site("repos", repository(root / "house", "levels"))
        self.environ(f"R_LIBS_SITE={self.library}\n")
        self.library.mkdir()

    def site(self, name, address):
        (self.root / "Rprofile.site").write_text(f'options({name} = c(CRAN = "{address}"))\n')

    def environ(self, text):
        (self.root / "Renviron.site").write_text(text)

    def r(self, script, *arguments, flags=FLAGS, **more):
        kept = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.root),
            "R_PROFILE": str(self.root / "Rprofile.site"),
            "R_ENVIRON": str(self.root / "Renviron.site"),
            "R_ENVIRON_USER": "",
            **more,
        }
        command = ["Rscript", *flags, str(STEP / script), str(self.root / "packages.csv"), *arguments]
        return subprocess.run(command, env=kept, cwd=self.root, capture_output=True, text=True, check=False)

    def wants(self, *rows):
        lines = [",".join((str(number), *row)) for number, row in enumerate(rows, 1)]
        (self.root / "packages.csv").write_text("\n".join(["line,package,repository,snapshot", *lines]) + "\n")

    @property
    def installed(self):
        return sorted(path.name for path in self.library.iterdir())


@pytest.fixture
def base(tmp_path):
    return Base(tmp_path)


def test_packages_come_from_the_repository_of_the_base(base):
    base.wants(("levels", "", ""))
    done = base.r("install.R")
    assert done.returncode == 0, done.stderr
    assert base.installed == ["levels"]
    assert base.r("locate.R", flags=()).returncode == 0


def test_what_the_base_has_is_not_installed_again(base):
    base.wants(("levels", "", ""))
    assert base.r("install.R").returncode == 0
    base.site("repos", "file:///missing")
    done = base.r("install.R")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_repository_of_the_script_s_own_comes_first(base, tmp_path):
    base.wants(("levels", repository(tmp_path / "other", "levels", version="2.0"), ""))
    assert base.r("install.R").returncode == 0
    assert "Version: 2.0" in (base.library / "levels" / "DESCRIPTION").read_text()


def test_a_snapshot_takes_the_place_of_today_s_cran_alone(base, tmp_path):
    snapshot = repository(tmp_path / "2026-03-01", "levels", version="0.9")
    base.wants(("levels", "", snapshot))
    base.site("repos", "https://cloud.r-project.org/")
    assert base.r("install.R").returncode == 0
    assert "Version: 0.9" in (base.library / "levels" / "DESCRIPTION").read_text()


def test_a_repository_that_was_chosen_for_the_base_stays_under_a_lock(base, tmp_path):
    base.wants(("levels", "", f"file://{tmp_path}/2026-03-01"))
    assert base.r("install.R").returncode == 0
    assert "Version: 1.0" in (base.library / "levels" / "DESCRIPTION").read_text()


def test_nothing_is_installed_for_one_user_alone(base, tmp_path):
    own = tmp_path / "R" / "own"
    own.mkdir(parents=True)
    base.wants(("levels", "", ""))
    assert base.r("install.R", R_LIBS_USER="~/R/own").returncode == 0
    assert (base.installed, list(own.iterdir())) == (["levels"], [])


def test_the_library_can_be_named(base, tmp_path):
    own = tmp_path / "environment"
    own.mkdir()
    base.wants(("levels", "", ""))
    assert base.r("install.R", str(own), R_LIBS=str(own)).returncode == 0
    assert [path.name for path in own.iterdir()] == ["levels"]


def test_a_package_that_no_repository_has(base):
    base.wants(("levels", "", ""), ("nosuch", "", ""))
    done = base.r("install.R")
    assert done.returncode == 1
    assert "these R packages could not be installed: nosuch\n" in done.stderr
    assert f"/bin/Rscript after it was asked for at file://{base.root}/house\n" in done.stderr
    assert "\nclaimed: 'nosuch' is not found by /" in done.stderr


def test_a_package_that_the_user_of_the_image_cannot_find(base):
    base.wants(("levels", "", ""))
    base.r("install.R")
    base.wants(("levels", "", ""), ("stats", "", ""))
    (base.root / "elsewhere").mkdir()
    base.environ(f"R_LIBS_SITE={base.root}/elsewhere\n")
    done = base.r("locate.R", flags=())
    assert done.returncode == 1
    first, second = done.stderr.splitlines()
    assert first.startswith("claimed: 'levels' is not found by /")
    assert first.endswith("/bin/Rscript, which runs the operator")
    assert second.startswith(f"claimed: it looks in {base.root}/elsewhere, ")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_a_library_below_a_folder_that_is_closed_to_others(base):
    base.root.chmod(0o700)
    assert base.r("reach.R").returncode == 0
    assert base.root.stat().st_mode & 0o777 == 0o711
