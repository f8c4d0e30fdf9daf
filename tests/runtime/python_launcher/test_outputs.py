"""A declared output ends where the caller wants it, or the container fails."""

import gzip

import pytest

ROWS = (("output", "csv", "", ""), ("output", "gz", "", ""))
WRITE = "import os, pathlib\nos.environ['csv'] = 'a.csv'\npathlib.Path('a.csv').write_text('1,2')\n"
NEVER = "claimed: output 'csv' was declared but never written: "


@pytest.mark.parametrize("end", ["", "import sys; sys.exit()", "import sys; sys.exit(0)"])
def test_an_output_is_delivered_after_every_kind_of_success(image, end):
    image.script(WRITE + end, *ROWS)
    result = image.run("--csv", f"{image.root}/kfp/csv/data", "--csv=here/")
    assert (result.code, result.out, result.err) == (0, "", "")
    assert [path.read_text() for path in image.work.rglob("*.csv")] == ["1,2", "1,2"]
    assert (image.work / "here" / "a.csv").is_file()


def test_without_a_wish_an_output_stays_where_it_is(image):
    image.script(WRITE, *ROWS)
    assert image.run().code == 0
    assert sorted(path.name for path in image.work.iterdir()) == ["a.csv"]


def test_an_output_that_nobody_asked_for_need_not_exist(image):
    image.script("print('done')", *ROWS)
    assert (image.run().code, image.run("--log_level", "DEBUG").code) == (0, 0)


def test_what_threads_exit_handlers_and_open_files_still_hold_is_delivered(image):
    image.script(
        """
        import atexit, gzip, os, threading, time
        os.environ["csv"] = "a.csv"
        os.environ["gz"] = "a.gz"
        table = open("a.csv", "w")
        table.write("main ")
        def later():
            time.sleep(0.1)
            table.write("thread ")
        threading.Thread(target=later).start()
        atexit.register(table.write, "handler")
        archive = gzip.open("a.gz", "wt")
        archive.write("text")
        """,
        *ROWS,
    )
    result = image.run("--csv", "out.csv", "--gz", "out.gz")
    assert (result.code, result.err) == (0, "")
    assert (image.work / "out.csv").read_text() == "main thread handler"
    assert gzip.decompress((image.work / "out.gz").read_bytes()) == b"text"


def test_a_log_file_is_delivered_whole(image):
    image.script(
        """
        import logging, logging.handlers, os
        os.environ["csv"] = "a.log"
        target = logging.FileHandler("a.log")
        logging.getLogger().addHandler(logging.handlers.MemoryHandler(100, target=target))
        logging.info("kept in memory")
        """,
        *ROWS,
    )
    assert image.run("--csv", "out.log").code == 0
    assert (image.work / "out.log").read_text() == "kept in memory\n"


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("print('done')", "the script ended without setting os.environ['csv']"),
        (
            "import os; os.environ['csv'] = 'gone.csv'; print('done')",
            "os.environ['csv'] is 'gone.csv', which is no file",
        ),
    ],
)
def test_an_output_that_was_never_written_is_a_failure(image, script, why):
    image.script(script, *ROWS)
    result = image.run("--csv", "out.csv")
    assert (result.code, result.out, result.err) == (1, "done\n", f"{NEVER}{why}\n")


def test_all_missing_outputs_are_named_and_the_others_delivered(own_image):
    own_image.script(WRITE, *ROWS, ("output", "third", "", ""))
    result = own_image.run("--gz", "x", "--csv", "out.csv", "--third", "y")
    assert (result.code, len(result.err.splitlines())) == (1, 2)
    assert (own_image.work / "out.csv").read_text() == "1,2"


@pytest.mark.parametrize("end", ["raise ValueError", "import sys; sys.exit(3)", "import sys; sys.exit('no')"])
def test_a_failed_script_delivers_nothing_and_keeps_its_exit_code(image, end):
    image.script(WRITE + end, *ROWS)
    result = image.run("--csv", "out.csv", "--gz", "out.gz")
    assert (result.code, "claimed:" in result.err) == (image.plain().code, False)
    assert not (image.work / "out.csv").exists()


def test_a_forked_child_that_ends_as_a_script_delivers_nothing(image):
    image.script("import os\nif os.fork() == 0:\n    raise SystemExit\nos.wait()\n" + WRITE, *ROWS)
    result = image.run("--csv", "out.csv")
    assert (result.code, result.err) == (0, "")
    assert (image.work / "out.csv").read_text() == "1,2"
