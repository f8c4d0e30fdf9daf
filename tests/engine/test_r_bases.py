"""Images of R scripts on somebody else's base: its site files, a locale that it does not have, and any user."""

import subprocess
import sys
from pathlib import Path

import pytest
from builds import REGISTRY, build, run

pytestmark = pytest.mark.engine

HERE = Path(__file__).parent
SCRIPT = """\
# Says levels.

install.packages("levels")
if (!require("house")) install.packages("house")
install.packages("mine")

# The name of a river.
river <- Sys.getenv("river", "Thür")

cat(river, nchar(river), levels::say(), house::say(), mine::say(), dirname(find.package("levels")), "\\n")
print(data.frame(name = c("Töss", "Rhône")))
cat(unlist(parallel::mclapply(river, nchar)), system2("Rscript", c("-e", shQuote("cat(nchar('Thür'))")), stdout = TRUE), "\\n")
for (folder in c("~", tools::R_user_dir("levels", "cache"), ".")) {
  dir.create(folder, recursive = TRUE, showWarnings = FALSE)
  stopifnot(file.create(file.path(folder, "x")))
}
stopifnot(nzchar(Sys.info()[["user"]]), nzchar(Sys.getenv("HOME")), normalizePath("~") == path.expand("~"))
"""
OWN = """\
# Uses what the base image has for its own user.
library(mine)
cat(say(), "\\n")
"""
SAID = """\
Thür 4 said said said /opt/house 
   name
1  Töss
2 Rhône
4 4 
"""  # noqa: W291
WAYS = {
    "default": (),
    "any user": ("--user", "12345:0", "--read-only", "--tmpfs", "/tmp"),
    "any group": ("--user", "1000:1000"),
    "no locale": ("-e", "LANG=C", "-e", "LC_ALL=POSIX"),
    "a locale": ("-e", "LC_ALL=C.UTF-8"),
}


@pytest.fixture(scope="module")
def base(repository):
    name = f"{repository}/r-base:1"
    arguments = ["--build-arg", f"R={REGISTRY}/base/r:4.2", "--provenance=false", "--push", "-t", name]
    run("docker", "buildx", "build", *arguments, str(HERE / "r-base"))
    return name


def project(root, repository, base, **scripts):
    (root / "operators").mkdir(parents=True)
    for name, script in scripts.items():
        (root / "operators" / f"{name}.R").write_text(script)
    (root / "pyproject.toml").write_text(
        f'[tool.claimed]\nrepository = "{repository}/r"\nversion = "1"\nr-base-image = "{base}"\n'
    )
    return root


@pytest.fixture(scope="module")
def built(base, repository, tmp_path_factory):
    return build(project(tmp_path_factory.mktemp("r") / "project", repository, base, say=SCRIPT, own=OWN), "build")


@pytest.mark.parametrize("way", WAYS)
def test_a_script_runs_as_in_the_base_for_whoever_runs_it(built, way):
    assert built.docker_run("say", options=WAYS[way]) == SAID


@pytest.mark.parametrize("way", ["default", "any user"])
def test_packages_of_the_base_s_own_user_are_found_by_all(built, way):
    assert built.docker_run("own", options=WAYS[way]) == "said \n"


@pytest.mark.parametrize(
    ("package", "said"),
    [
        ("closed", "claimed: 'closed' is not found by /usr/lib/R/bin/Rscript, which runs the operator"),
        (
            "nosuch",
            "claimed: 'nosuch' is not found by /usr/lib/R/bin/Rscript after it was asked for at file:///srv/cran",
        ),
    ],
)
def test_a_package_that_is_not_found_stops_the_build(base, repository, tmp_path, package, said):
    root = project(tmp_path / "project", repository, base, lost=f'# Nothing.\ninstall.packages("{package}")\n')
    command = [Path(sys.executable).parent / "hatch-claimed", "-C", str(root), "build", "--images", "build"]
    completed = subprocess.run(command, capture_output=True, text=True, timeout=600)
    assert completed.returncode == 4, completed.stdout + completed.stderr
    assert said in completed.stderr
    assert f"operators/lost.R:2: `{package}` is not where those who run the image find it" in completed.stderr
