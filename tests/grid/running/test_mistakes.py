"""What users get wrong is one line and exit code 2; nothing is claimed then."""

import pytest

SCRIPT = "def grid_process(batch_id): pass"


@pytest.mark.parametrize(
    ("values", "line"),
    [
        ({"gw_batch_file": "nothing.txt"}, "gw_batch_file does not exist, as 'nothing.txt' in {work}"),
        ({"gw_batch_file": "."}, "gw_batch_file '.' cannot be read: Is a directory"),
        ({"gw_batch_file": None}, "no batches: set gw_batch_file or gw_file_path_pattern"),
        (
            {"gw_batch_file": None, "gw_file_path_pattern": "none/*.tif"},
            "no file matches 'none/*.tif' of gw_file_path_pattern",
        ),
        ({"gw_batch_file": "empty.txt"}, "empty.txt holds no batches"),
        (
            {"gw_batch_file": "table.csv"},
            "table.csv has no column 'filename' (gw_batch_file_col_name); its columns are 'x'",
        ),
        ({"gw_lock_timeout": 0}, "gw_lock_timeout must be more than 0 seconds"),
        (
            {"gw_max_time_wait_staggering": -1},
            "gw_max_time_wait_staggering must be a number of seconds, such as 60, not '-1'",
        ),
        (
            {"gw_lock_timeout": "soon"},
            "environment variable gw_lock_timeout must be an Integer, not 'soon': write a whole number such as 5",
        ),
    ],
)
def test_a_mistake_is_one_line(grid, values, line):
    grid.script(SCRIPT)
    grid.batches("a")
    (grid.work / "empty.txt").write_text(" \n")
    (grid.work / "table.csv").write_text("x\n1\n")
    result = grid.run(**values)
    assert (result.code, result.out, result.err) == (2, "", f"claimed: {line.format(work=grid.work)}\n")
    assert not grid.shared.exists()


def test_a_coordinator_that_cannot_be_written_is_said(grid):
    grid.script(SCRIPT)
    grid.batches("a")
    place = grid.work / "batches.txt" / "below"
    result = grid.run(gw_coordinator_path=place)
    assert (result.code, result.err) == (1, f"claimed: {place}: Not a directory\n")


def test_a_batch_file_beside_the_script_is_found(grid):
    grid.script("def grid_process(batch_id): print('ran', batch_id)")
    (grid.app / "data").mkdir()
    (grid.app / "data" / "schedule.json").write_text('{"a": 1, "b": 2}')
    result = grid.run(gw_batch_file="data/schedule.json", gw_coordinator_path=grid.shared)
    assert result.code == 0, result
    assert sorted(line for line in result.out.splitlines() if line.startswith("ran")) == ["ran a", "ran b"]


def test_batches_of_patterns_are_grouped(grid):
    grid.script("def grid_process(batch_id): print('ran', batch_id)")
    for name in ("x-2020.tif", "y-2020.tif", "x-2021.tif"):
        (grid.work / name).touch()
    result = grid.run(gw_file_path_pattern="*.tif", gw_group_by="[-8:-4]", gw_coordinator_path=grid.shared)
    assert result.code == 0, result
    assert sorted(grid.states()) == ["2020", "2021"]


def test_notes_on_the_batch_file_are_told(grid):
    grid.script(SCRIPT)
    (grid.work / "batches.txt").write_text("a,,b,a\n")
    out = grid.run().out
    assert "INFO 1 empty id left out" in out
    assert "INFO 1 duplicate left out: 'a'" in out


def test_shares_need_no_coordinator(grid):
    grid.script("def grid_process(batch_id): print('ran', batch_id)", indexed=True)
    grid.batches(*"dcba")
    shares = {}
    for share in range(3):
        result = grid.run(gw_shares=3, JOB_COMPLETION_INDEX=share, gw_max_time_wait_staggering=None)
        assert result.code == 0, result
        shares[share] = sorted(line[4:] for line in result.out.splitlines() if line.startswith("ran"))
    assert shares == {0: ["a", "d"], 1: ["b"], 2: ["c"]}
    assert grid.run(gw_shares=9, gw_share=8).code == 0
    refused = grid.run(gw_shares=2, gw_share=2)
    assert (refused.code, refused.err) == (2, "claimed: gw_share is 2, and with gw_shares=2 it is 0 to 1\n")


def test_a_failed_batch_of_a_share_is_told(grid):
    grid.script("def grid_process(batch_id): raise ValueError('odd')", indexed=True)
    grid.batches("a")
    result = grid.run()
    assert result.code == 1
    assert "failed: a: ValueError: odd" in result.out


def test_long_ids_are_written_down(grid):
    grid.script("def grid_process(batch_id): print('length', len(batch_id))")
    grid.batches("x" * 500)
    assert "length 500\n" in grid.run().out
    (written,) = (grid.shared / "ids").iterdir()
    assert (grid.states(), written.read_text()) == ({written.name: "processed"}, "x" * 500)


def test_help_tells_of_the_wrappers_parameters(grid):
    grid.script(SCRIPT, parameters=[grid.parameter("number", "Integer", 5)])
    result = grid.run("--help")
    assert result.code == 0
    assert "--gw_coordinator_path" in result.out
    assert "--number" in result.out


def test_an_image_without_the_library_of_its_backend(grid):
    grid.script(SCRIPT, backend="sql")
    grid.batches("a")
    (grid.root / "lib" / "sqlalchemy").mkdir(parents=True)
    (grid.root / "lib" / "sqlalchemy" / "__init__.py").write_text("raise ModuleNotFoundError(name='sqlalchemy')")
    result = grid.run(gw_coordinator_connection="postgresql://user:secret@host/db")
    assert (result.code, result.err) == (
        1,
        "claimed: the coordinator needs sqlalchemy, which this image does not have: build it again\n",
    )


@pytest.mark.parametrize("backend", ["cos", "s3kv", "sql"])
def test_no_secret_is_told(grid, backend):
    grid.script(SCRIPT, backend=backend)
    grid.batches("a")
    connection = "nothing://user:hidden@host.invalid/db"
    result = grid.run(gw_coordinator_connection=connection, gw_coordinator_path=None, log_level="DEBUG")
    assert result.code in {1, 2}
    assert result.err
    assert "hidden" not in result.out + result.err
    assert "Traceback" not in result.err
