import os

import pytest


def writes(path, text="result", before=""):
    return f'{before}\nSys.setenv(table = "{path}")\nwriteLines("{text}", Sys.getenv("table"))\n'


def test_output_ends_where_it_was_asked_for(image):
    image.script(writes("t.csv"))
    done = image.run("count=5", "--table", "deep/er/out.csv")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (image.work / "deep/er/out.csv").read_text() == "result\n"


def test_output_keeps_its_name_in_a_folder(image):
    image.script(writes("t.csv"))
    assert image.run("count=5", "--table=out/").returncode == 0
    assert (image.work / "out/t.csv").read_text() == "result\n"


def test_output_that_is_there_already(image):
    image.script(writes("t.csv"))
    assert image.run("count=5", "--table", "./").returncode == 0
    assert (image.work / "t.csv").read_text() == "result\n"


def test_output_under_another_name_of_the_same_file(image):
    image.script(writes("t.csv"))
    (image.work / "t.csv").touch()
    os.link(image.work / "t.csv", image.work / "other.csv")
    assert image.run("count=5", "--table", "other.csv").returncode == 0
    assert (image.work / "other.csv").read_text() == "result\n"


def test_output_over_an_older_file_and_to_a_pipe(image):
    image.script(writes("t.csv"))
    (image.work / "old.csv").write_text("a longer text than the result")
    assert image.run("count=5", "--table", "old.csv").returncode == 0
    assert (image.work / "old.csv").read_text() == "result\n"
    assert image.run("count=5", "--table", "/dev/stdout").stdout == "result\n"


def test_output_written_elsewhere_and_after_setwd(image):
    image.script(writes("t.csv", before="dir.create('sub'); setwd('sub')"))
    assert image.run("count=5", "--table", "out.csv").returncode == 0
    assert (image.work / "out.csv").read_text() == "result\n"


def test_output_in_the_home_folder(image):
    image.script(writes("~/t.csv"))
    assert image.run("count=5", "--table", "out.csv").returncode == 0
    assert (image.work / "out.csv").read_text() == "result\n"


def test_output_of_a_script_that_quits_with_success(image):
    image.script(writes("t é.csv") + "quit(status = 0)")
    assert image.run("count=5", "--table", "out.csv").returncode == 0
    assert (image.work / "out.csv").read_text() == "result\n"


def test_forked_processes_do_not_change_outputs(image):
    image.script(
        writes("t.csv") + "x <- parallel::mclapply(1:2, function(i) { Sys.setenv(table = 'no'); quit(status = 0) })"
    )
    assert image.run("count=5", "--table", "out.csv").returncode == 0
    assert (image.work / "out.csv").read_text() == "result\n"


def test_output_in_the_temporary_folder_of_r(image):
    image.script("Sys.setenv(table = file.path(tempdir(), 'p.pdf'))\npdf(Sys.getenv('table')); plot(1)")
    done = image.run("count=5", "--table", "out/")
    assert (done.returncode, done.stderr) == (0, "")
    assert (image.work / "out/p.pdf").read_bytes().endswith(b"%%EOF\n")


def test_two_outputs_in_one_file(image):
    image.script(writes("t.csv") + "Sys.setenv(plot = 't.csv')")
    assert image.run("count=5", "--table", "a", "--plot", "b").returncode == 0
    assert ((image.work / "a").read_text(), (image.work / "b").read_text()) == ("result\n", "result\n")


@pytest.mark.parametrize(
    ("script", "problem"),
    [
        ("1", "was declared but never written: the script ended without Sys.setenv(table = ...)"),
        (
            "Sys.setenv(table = 't.csv')",
            "was declared but never written: Sys.getenv(\"table\") is 't.csv', which is no file",
        ),
        (
            "Sys.setenv(table = '/tmp')",
            "is a folder, '/tmp': an output is one file, such as an archive of the folder",
        ),
    ],
)
def test_output_that_was_not_written_fails(image, script, problem):
    image.script(f"invisible({script})")
    done = image.run("count=5", "--table", "out.csv")
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"claimed: output 'table' {problem}\n")


def test_output_that_cannot_be_put_there_fails(image):
    image.script(writes("t.csv"))
    (image.work / "folder").mkdir()
    done = image.run("count=5", "--table", "folder")
    assert (done.returncode, done.stderr) == (
        1,
        (
            "claimed: output 'table' could not be put at 'folder': there is a folder of that name; to put the file "
            "into it, write a / at the end\n"
        ),
    )
    done = image.run("count=5", "--table", "t.csv/out.csv")
    assert (done.returncode, done.stderr) == (
        1,
        "claimed: output 'table' could not be put at 't.csv/out.csv': 't.csv' already exists\n",
    )


def test_output_that_nobody_asked_for_is_no_matter(image):
    image.script("Sys.setenv(table = 'never.csv')")
    done = image.run("count=5")
    assert (done.returncode, done.stderr) == (0, "")


def test_failed_script_delivers_nothing(image):
    image.script(writes("t.csv") + "quit(status = 4)")
    done = image.run("count=5", "--table", "out.csv")
    assert (done.returncode, done.stderr) == (4, "")
    assert not (image.work / "out.csv").exists()


@pytest.mark.parametrize(("size", "texts"), [(131_071, "table"), (131_072, "table other"), (131_072, "other")])
def test_a_text_that_is_longer_than_an_argument_is_told_and_delivered(image, size, texts):
    before = 'cat(nzchar(Sys.getenv("CLAIMED_TEXT_OUTPUTS")))'
    image.script(f'{before}\nSys.setenv(table = "t.csv")\ncat(strrep("x", {size}), file = "t.csv")')
    done = image.run("count=5", "--table", "out.csv", environment={"CLAIMED_TEXT_OUTPUTS": texts})
    told = (
        "claimed: output 'table' has 131,072 bytes. Kubeflow hands it on as a text, and starts no step with an "
        'argument of more than 131,071 bytes: to hand it on as a file, write files = ["table"] for this step of the '
        "workflow\n"
    )
    too_long = size > 131_071 and "table" in texts
    assert (done.returncode, done.stdout, done.stderr) == (0, "FALSE", told if too_long else "")
    assert (image.work / "out.csv").stat().st_size == size
