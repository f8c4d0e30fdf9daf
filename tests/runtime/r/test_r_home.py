"""A home, a name and a folder to work in, for any user: what `home.sh` and `work.R` of the R images do."""

import os
import shutil
import stat
import subprocess

import pytest

SOMEBODY = 54321
pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")


@pytest.fixture
def closed(open_image):
    """A home that somebody else cannot write to, with what a base image may have there."""
    home = open_image.temporary.parent / "home"
    for folder in (home / ".cache" / "R" / "geo", home / "R", home / ".config"):
        folder.mkdir(parents=True)
    (home / ".cache" / "R" / "geo" / "tiles.db").write_text("tiles")
    (home / ".Renviron").write_text("FROM_HOME=yes\n")
    return home


def as_somebody(image, script, *arguments, **environment):
    image.script(script)
    return image.run("count=5", *arguments, environment=environment, user=SOMEBODY, group=SOMEBODY, extra_groups=[])


def test_caches_can_be_written_where_home_cannot(open_image, closed):
    done = as_somebody(
        open_image,
        """
        cache <- tools::R_user_dir("geo", "cache")
        cat(readLines(file.path(cache, "tiles.db"), warn = FALSE), "\\n")
        dir.create(tools::R_user_dir("new", "cache"), recursive = TRUE)
        writeLines("x", file.path(cache, "more.db"))
        writeLines("x", "~/x")
        cat(path.expand("~") == normalizePath("~"), path.expand("~"), Sys.getenv("FROM_HOME"), "\\n")
        """,
        HOME=str(closed),
    )
    own = open_image.temporary / f"claimed-{SOMEBODY}"
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"tiles \nTRUE {own}/home yes \n"
    assert stat.S_IMODE(own.stat().st_mode) == stat.S_IMODE((own / "home").stat().st_mode) == 0o700
    assert not (closed / ".cache" / "R" / "new").exists()


def test_a_second_run_finds_the_caches_of_the_first(open_image, closed):
    as_somebody(open_image, "writeLines('first', '~/note')", HOME=str(closed))
    assert as_somebody(open_image, "cat(readLines('~/note'))", HOME=str(closed)).stdout == "first"


def test_a_folder_that_somebody_else_made_is_left_alone(open_image, closed):
    (open_image.temporary / f"claimed-{SOMEBODY}").mkdir(mode=0o777)
    done = as_somebody(open_image, "cat(path.expand('~'))", HOME=str(closed))
    assert done.stdout.startswith(f"{open_image.temporary}/claimed-{SOMEBODY}-")
    assert done.stdout.endswith("/home")


def test_a_name_without_an_entry_in_passwd(open_image, closed):
    done = as_somebody(open_image, "cat(Sys.getenv(c('USER', 'LOGNAME')), nzchar(Sys.info()[['user']]), NA)")
    assert (done.stdout, done.stderr) == (f"user{SOMEBODY} user{SOMEBODY} TRUE NA", "")
    named = as_somebody(open_image, "cat(Sys.getenv(c('USER', 'LOGNAME'), NA))", LOGNAME="maria")
    assert named.stdout == "NA maria"


def test_folders_of_the_base_s_own_user(open_image, closed):
    done = as_somebody(
        open_image,
        """
        writeLines("x", file.path(Sys.getenv("XDG_CACHE_HOME"), "x"))
        cat(readLines(file.path(Sys.getenv("XDG_CACHE_HOME"), "R", "geo", "tiles.db"), warn = FALSE))
        """,
        XDG_CACHE_HOME=str(closed / ".cache"),
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "tiles", "")


def test_a_home_that_can_be_written_stays(open_image, closed):
    closed.chmod(0o777)
    cache = str(closed / "new" / "cache")
    done = as_somebody(
        open_image, "cat(Sys.getenv(c('HOME', 'XDG_CACHE_HOME')))", HOME=str(closed), XDG_CACHE_HOME=cache
    )
    assert done.stdout == f"{closed} {cache}"
    assert list(open_image.temporary.glob("claimed-*")) == []


def test_a_command_gets_a_home_too(open_image, closed):
    command = ["sh", str(open_image.home / "run"), "sh", "-c", 'echo "$HOME" "$USER"']
    done = subprocess.run(
        command,
        env=open_image.environment(HOME=str(closed)),
        cwd=open_image.work,
        capture_output=True,
        text=True,
        check=True,
        user=SOMEBODY,
        group=SOMEBODY,
        extra_groups=[],
    )
    assert done.stdout == f"{open_image.temporary}/claimed-{SOMEBODY}/home user{SOMEBODY}\n"


def like_the_image(image):
    """Give the working directory the project's tree, as the image has it (see `hatch_claimed.artifacts.image.app`)."""
    for source in sorted(image.app.rglob("*")):
        target = image.work / source.relative_to(image.app)
        target.mkdir() if source.is_dir() else target.hardlink_to(source)
    image.work.chmod(0o755)


WORK = """
Sys.setenv(table = "data/new/out.csv")
writeLines("done", "data/new/out.csv")
invisible(file.create("more.txt"))
cat(getwd(), Sys.getenv("PWD"), readLines("data/table.csv"), readLines("near.csv"), sep = "\n")
setwd("/")
"""


@pytest.mark.parametrize("group", [0, SOMEBODY])
def test_the_images_own_working_directory_is_left_for_one_that_can_be_written_to(open_image, group):
    image = open_image
    (image.app / "data").mkdir()
    (image.app / "data" / "table.csv").write_text("a,b\n")
    (image.app / "near.csv").write_text("near\n")
    image.script(WORK)
    rows = ["role,name,type,required,default,description", "script,my script.R,r,,,"]
    rows += ["parameter,count,Integer,true,,", "output,table,,,data/new/out.csv,"]
    (image.home / "interface.csv").write_text("\n".join(rows) + "\n")
    like_the_image(image)
    asked = image.home.parent / "asked"
    asked.mkdir()
    asked.chmod(0o777)
    done = image.run("count=5", "--table", f"{asked}/", user=SOMEBODY, group=group, extra_groups=[])
    new, pwd, *found = done.stdout.splitlines()
    said, left = done.stderr.splitlines()
    assert (done.returncode, new, found) == (0, pwd, ["a,b", "near"])
    assert said == (
        f"claimed: user {SOMEBODY} of group {group} cannot write to the working directory, {image.work}: "
        f"the script works in {new}, which has links to what lies there"
    )
    assert left == "claimed: left in the working directory, which nobody keeps: more.txt"
    assert (asked / "out.csv").read_text() == "done\n"


def test_paths_of_the_caller_are_where_it_began(open_image):
    image = open_image
    image.script("Sys.setenv(table = 'out.csv')\nwriteLines('x', 'out.csv')")
    like_the_image(image)
    done = image.run("count=5", "--table", "out.csv", user=SOMEBODY, group=SOMEBODY, extra_groups=[])
    assert done.returncode == 1
    assert f"output 'table' could not be put at '{image.work}/out.csv'" in done.stderr


MOUNTED = """
writeLines("kept", "data/kept.csv")
writeLines("kept", "other/kept.csv")
stopifnot(readLines("data/near.csv", warn = FALSE) == "mine")
# what the volume hides is there by a link
stopifnot(readLines("data/far.csv", warn = FALSE) == "b")
"""


@pytest.mark.parametrize("over", [True, False])
def test_what_is_mounted_is_written_to_itself(open_image, over):
    image = open_image
    (image.app / "data").mkdir()
    (image.app / "data" / "near.csv").write_text("a")
    (image.app / "data" / "far.csv").write_text("b")
    image.script(MOUNTED)
    like_the_image(image)
    volumes = image.home.parent / "volumes"
    for name in ("data", "other"):
        (volumes / name).mkdir(parents=True)
        (volumes / name).chmod(0o777)
        (image.work / name).mkdir(exist_ok=True)
    (volumes / "data" / "near.csv").write_text("mine")
    mounts = [f"mount --bind {volumes / one} {image.work / one}" for one in ("data", "other")]
    if over:
        mounts.insert(0, f"mount --bind {image.work} {image.work}")
    command = f"cd {image.work} && setpriv --reuid 54321 --regid 54321 --clear-groups sh '{image.home}/run' count=5"
    if not shutil.which("unshare") or subprocess.run(["unshare", "--mount", "true"], check=False).returncode:
        pytest.skip("needs a mount namespace")
    done = subprocess.run(
        ["unshare", "--mount", "sh", "-c", " && ".join([*mounts, command])],
        env=image.environment(HOME="/root"),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, "the script works in" in done.stderr) == (0, not over), done.stderr
    assert {path.name: (path / "kept.csv").read_text() for path in volumes.iterdir()} == {
        "data": "kept\n",
        "other": "kept\n",
    }
