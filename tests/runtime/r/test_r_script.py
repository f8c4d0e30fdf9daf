import subprocess

import pytest


def test_script_sees_only_what_it_would_see_without_launcher(image):
    image.script(
        """
        print(ls(globalenv(), all.names = TRUE))
        print(sub(".*/app/", "", grep("^--file=", commandArgs(), value = TRUE)))
        print(grep("CLAIMED|R_PROFILE", names(Sys.getenv()), value = TRUE))
        1 + 1
        invisible(3)
        """
    )
    done = image.run("--count", "5")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == 'character(0)\n[1] "my~+~script.R"\ncharacter(0)\n[1] 2\n'


def test_error_looks_as_it_does_in_r(image):
    image.script("f <- function() stop('broken')\nf()\ncat('never')\n")
    done = image.run("--count", "5", "--table", "t.csv")
    assert (done.returncode, done.stdout, done.stderr) == (
        1,
        "",
        "Error in f() : broken\nExecution halted\n",
    )


@pytest.mark.parametrize("status", [0, 3])
def test_status_of_the_script_is_kept(image, status):
    image.script(f"quit(status = {status})")
    assert image.run("--count", "5").returncode == status


def test_stdin_reaches_the_script(image):
    image.script("cat(rev(readLines(file('stdin'))))")
    assert image.run("--count", "5", stdin="a\nb\n").stdout == "b a"


def test_closed_stdin_is_no_problem(image):
    image.script("cat('ran')")
    command = " ".join(["exec", "sh", f"'{image.home}/run'", "count=5", "<&-"])
    done = subprocess.run(
        ["sh", "-c", command], cwd=image.work, env=image.environment(), capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "ran")


def test_working_directory_stays(image):
    image.script("cat(getwd())")
    assert image.run("count=5").stdout == str(image.work)


def test_letters_beyond_ascii_without_any_locale(image):
    image.script("cat(nchar('é😀'))")
    assert image.run("count=5").stdout == "2"


def test_own_profile_runs_first(image):
    (image.work / ".Rprofile").write_text("mine <- Sys.getenv('count')\n")
    image.script("cat(mine, ls(all.names = TRUE))")
    assert image.run("count=5").stdout == "5 mine"


def test_profile_in_the_home_folder_and_a_named_one(image, tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    (home / ".Rprofile").write_text("whose <- 'home'\n")
    (home / "named.R").write_text("whose <- 'named'\n")
    image.script("cat(whose, Sys.getenv('R_PROFILE_USER', NA) == file.path(Sys.getenv('HOME'), 'named.R'))")
    assert image.run("count=5", environment={"HOME": str(home)}).stdout == "home NA"
    named = {"HOME": str(home), "R_PROFILE_USER": str(home / "named.R")}
    assert image.run("count=5", environment=named).stdout == "named TRUE"


def test_packages_are_not_installed_again(image):
    image.script("install.packages(stop('evaluated'))\nutils::install.packages('b', repos = 'x')\ncat('on')\n")
    done = image.run("count=5")
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        "on",
        "claimed: install.packages() does nothing here: the image holds the packages\n",
    )


def test_r_processes_of_the_script_are_ordinary(image):
    child = "cat(Sys.getenv('text'), is.primitive(sum), deparse(args(install.packages))[1]); Sys.setenv(table = 'x')"
    (image.app / "child.R").write_text(child)
    image.script(
        """
        Sys.setenv(table = "t.csv")
        writeLines("a", "t.csv")
        system2("Rscript", "child.R")
        """
    )
    done = image.run("count=5", "text=t", "--table", "out.csv")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("t TRUE function (pkgs, lib, repos = getOption")
    assert (image.work / "out.csv").read_text() == "a\n"


def test_additional_files_are_linked_into_the_working_directory(image):
    (image.app / "data").mkdir()
    (image.app / "data" / "x.csv").write_text("from the image")
    (image.app / "stations.csv").write_text("from the image")
    (image.app / ".hidden").write_text("from the image")
    (image.work / "stations.csv").write_text("from the volume")
    image.script("cat(readLines('stations.csv', warn = FALSE), readLines('data/x.csv', warn = FALSE), sep = '|')")
    assert image.run("count=5").stdout == "from the volume|from the image"
    assert sorted(path.name for path in image.work.iterdir()) == [".hidden", "data", "stations.csv"]


def test_additional_files_in_a_folder_that_is_there_already(image):
    (image.app / "data").mkdir()
    (image.app / "data" / "x.csv").write_text("from the image")
    (image.work / "data").mkdir()
    (image.work / "data" / "y.csv").write_text("from the volume")
    image.script("cat(sort(list.files('data')))")
    assert image.run("count=5").stdout == "x.csv y.csv"


def test_working_directory_that_is_the_app_folder_stays_as_it_is(image):
    image.work = image.app
    image.script("cat(list.files())")
    assert image.run("count=5", environment={"HOME": "/"}).stdout == "my script.R"
