"""`simple` and `folder`: the entries of a folder are the batches, and the names of results say how far they are."""

import json

import pytest

UPPER = """
import os
def grid_process(source, result):
    with open("ran", "a") as file:
        print(os.path.basename(source), os.path.basename(result), file=file)
    if os.path.isdir(source):
        with open(os.path.join(result, "listing"), "w") as file:
            file.write(" ".join(sorted(os.listdir(source))))
        return
    text = open(source).read()
    if "bad" in text:
        raise ValueError("bad text")
    with open(result, "w") as file:
        file.write(text.upper())
"""


def fill(folder, **texts) -> None:
    folder.mkdir()
    for name, text in texts.items():
        (folder / name.replace("_", ".")).write_text(text)


def listing(folder) -> dict[str, str]:
    return {path.name: path.read_text() for path in sorted(folder.iterdir()) if path.is_file()}


def ran(grid) -> list[str]:
    return sorted((grid.work / "ran").read_text().splitlines())


def test_files_get_results_beside_them(grid):
    grid.script(UPPER, backend="simple")
    fill(grid.work / "data", a_txt="a", b_tar_gz="b", c="c", d_txt="bad")
    (grid.work / "data" / "sub").mkdir()
    result = grid.run(sgw_source_folder="data")
    assert result.code == 1, result
    found = listing(grid.work / "data")
    failed = found.pop("d.FAILED.txt")
    assert found == {
        "a.txt": "a",
        "a.PROCESSED.txt": "A",
        "b.tar.gz": "b",
        "b.tar.PROCESSED.gz": "B",
        "c": "c",
        "c.PROCESSED": "C",
        "d.txt": "bad",
    }
    assert failed.startswith("ValueError: bad text\n")
    assert ran(grid) == [
        "a.txt a.LOCKED.txt",
        "b.tar.gz b.tar.LOCKED.gz",
        "c c.LOCKED",
        "d.txt d.LOCKED.txt",
    ]


def test_a_second_run_finds_everything_done_and_a_repaired_file_runs_again(grid):
    grid.script(UPPER, backend="simple")
    fill(grid.work / "data", a_txt="a", d_txt="bad")
    assert grid.run(sgw_source_folder="data").code == 1
    (grid.work / "data" / "d.txt").write_text("good")
    assert grid.run(sgw_source_folder="data").code == 1
    assert len(ran(grid)) == 2
    assert grid.run(sgw_source_folder="data", gw_ignore_error_files="true").code == 0
    assert listing(grid.work / "data") == {
        "a.txt": "a",
        "a.PROCESSED.txt": "A",
        "d.txt": "good",
        "d.PROCESSED.txt": "GOOD",
    }
    assert len(ran(grid)) == 3


def test_results_in_a_folder_of_their_own(grid):
    grid.script(UPPER, backend="simple")
    fill(grid.work / "data", a_txt="a", x_LOCKED_txt="x")
    assert grid.run(sgw_source_folder="data", sgw_target_folder="results/deep").code == 0
    assert listing(grid.work / "data") == {"a.txt": "a", "x.LOCKED.txt": "x"}
    assert listing(grid.work / "results" / "deep") == {"a.PROCESSED.txt": "A", "x.LOCKED.PROCESSED.txt": "X"}


def test_folders_get_folders(grid):
    grid.script(UPPER, backend="folder")
    (grid.work / "data").mkdir()
    fill(grid.work / "data" / "one", a_txt="", b_txt="")
    (grid.work / "data" / "one.PROCESSED.not").write_text("a marker, by its name")
    (grid.work / "data" / "file.txt").write_text("text")
    assert grid.run(sgw_source_folder="data").code == 0
    assert (grid.work / "data" / "one.PROCESSED" / "listing").read_text() == "a.txt b.txt"
    assert (grid.work / "data" / "file.PROCESSED.txt").read_text() == "TEXT"
    assert ran(grid) == ["file.txt file.LOCKED.txt", "one one.LOCKED"]


def test_a_folder_that_fails_holds_the_error(grid):
    grid.script("def grid_process(source, result): raise ValueError('no')", backend="folder")
    (grid.work / "data" / "one").mkdir(parents=True)
    assert grid.run(sgw_source_folder="data").code == 1
    assert (grid.work / "data" / "one.FAILED" / "error.txt").read_text().startswith("ValueError: no\n")


def test_a_function_without_a_result_is_done_all_the_same(grid):
    grid.script(
        "import os\ndef grid_process(source, result): os.path.exists(result) and os.unlink(result)", backend="simple"
    )
    fill(grid.work / "data", a_txt="a")
    assert grid.run(sgw_source_folder="data").code == 0
    assert listing(grid.work / "data") == {"a.txt": "a", "a.PROCESSED.txt": ""}


def test_markers_of_earlier_grid_wrappers_count(grid):
    grid.script(UPPER, backend="simple")
    fill(
        grid.work / "data",
        a_txt="a",
        b_txt="b",
        c_txt="c",
        a_PROCESSED_txt="old",
        b_FAILED_txt="old error",
        c_LOCKED_txt="half",
    )
    result = grid.run(sgw_source_folder="data")
    assert result.code == 1
    assert "failed: b.txt: old error" in result.out
    assert ran(grid) == ["c.txt c.LOCKED.txt"]
    found = listing(grid.work / "data")
    assert (found["a.PROCESSED.txt"], found["c.PROCESSED.txt"], "c.LOCKED.txt" in found) == ("old", "C", False)
    assert grid.run(sgw_source_folder="data", gw_ignore_error_files="1").code == 0
    assert listing(grid.work / "data")["b.PROCESSED.txt"] == "B"


def test_workers_share_a_folder(grid):
    grid.script(UPPER, backend="simple")
    (grid.work / "data").mkdir()
    for number in range(60):
        (grid.work / "data" / f"{number}.txt").write_text("x")
    workers = [grid.popen(sgw_source_folder="data", sgw_target_folder="results") for _ in range(3)]
    assert [grid.ended(worker).code for worker in workers] == [0, 0, 0]
    assert ran(grid) == sorted(f"{number}.txt {number}.LOCKED.txt" for number in range(60))
    assert set(listing(grid.work / "results").values()) == {"X"}


def test_parameters_come_behind_the_paths(grid):
    grid.script(
        "import json\ndef grid_process(source, result, number):\n    json.dump(number, open(result, 'w'))\n",
        backend="simple",
        parameters=[grid.parameter("number", "Integer", 5)],
    )
    fill(grid.work / "data", a_txt="a")
    assert grid.run("number=6", sgw_source_folder="data").code == 0
    assert json.loads((grid.work / "data" / "a.PROCESSED.txt").read_text()) == 6


@pytest.mark.parametrize("make", [False, True])
def test_no_folder_and_an_empty_one_are_mistakes(grid, make):
    grid.script(UPPER, backend="simple")
    if make:
        (grid.work / "data").mkdir()
    problem = "holds no batches" if make else "cannot be read: No such file or directory"
    result = grid.run(sgw_source_folder="data")
    assert (result.code, result.err) == (2, f"claimed: sgw_source_folder 'data' {problem}\n")
