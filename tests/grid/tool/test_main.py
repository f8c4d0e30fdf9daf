import json
import os

import pytest

from claimed_grid.backend import Status
from claimed_grid.stores.directory import Directory
from claimed_grid.tool.main import main

NOON = 1_714_564_800.0


@pytest.fixture
def tool(console):
    """Runs the tool; its exit code and what it printed on either stream."""

    def run(*arguments):
        code = main([str(argument) for argument in arguments], console.around())
        return code, console.out.getvalue(), console.err.getvalue()

    return run


@pytest.fixture
def coordinator(tmp_path):
    """A folder in which one batch is done, one runs, and one has failed."""
    path = tmp_path / "coordinator"
    store = Directory(str(path), "node-1/12/ab12")
    store.prepare()
    store.finish(store.claim("done", None))
    store.fail(store.claim("bad", None), "ValueError: no band\nTraceback …")
    store.beat(store.claim("x%2Fy", None))
    return path


def test_status_of_a_folder(tool, coordinator, tmp_path):
    (tmp_path / "b.csv").write_text("tile\nx/y\ndone\nbad\nnew\n")
    code, out, err = tool(
        "status", coordinator, "--batch-file", tmp_path / "b.csv", "--column", "tile", "--format=json"
    )
    assert (code, err) == (0, "")
    shown = json.loads(out)
    assert [shown[name] for name in ("processed", "running", "failed", "waiting", "total")] == [1, 1, 1, 1, 4]
    assert [(one["id"], one["owner"], one["attempt"]) for one in shown["running_batches"]] == [
        ("x/y", "node-1/12/ab12", 1)
    ]
    assert shown["failed_batches"] == [{"id": "bad", "name": "bad", "why": "ValueError: no band"}]


def test_status_of_what_earlier_tools_left(tool, tmp_path):
    for name in ("a.processed", "b.lock", "c.err", "an id with spaces.processed"):
        (tmp_path / name).touch()
    (tmp_path / "c.err").write_text("KeyError in batch c: 'x'")
    os.utime(tmp_path / "b.lock", (NOON - 90, NOON - 90))
    code, out, _ = tool("status", tmp_path)
    assert code == 0
    assert (
        out
        == f"""\
{tmp_path}

processed  2
running    1
failed     1
waiting    unknown (needs --batch-file)
total      unknown (needs --batch-file)

RUNNING  FOR         TRY  HOST  OWNER
b        1 min 30 s  1    -     -

FAILED  WHY
c       KeyError in batch c: 'x'
"""
    )


def test_status_changes_nothing(tool, coordinator):
    before = sorted((path, path.stat().st_mtime_ns) for path in coordinator.rglob("*"))
    tool("status", coordinator)
    assert sorted((path, path.stat().st_mtime_ns) for path in coordinator.rglob("*")) == before


def test_retry(tool, coordinator):
    assert tool("retry", coordinator, "--batch", "bad")[:2] == (0, "1 failed batch waits again\n")
    states = Directory(str(coordinator), "me").states(["bad"])
    assert states.get("bad") is None or states["bad"].status is Status.WAITING


def test_status_and_retry_of_a_database(tool, tmp_path):
    pytest.importorskip("sqlalchemy")
    from claimed_grid.stores.sql import Sql

    url = f"sqlite:///{tmp_path}/state.db"
    store = Sql(url, "mine", "node-1/12/ab12", 60)
    store.prepare()
    store.fail(store.claim("bad", None), "ValueError: no band")
    store.close()
    assert tool("retry", url, "--run", "mine") == (0, "1 failed batch waits again\n", "")
    assert "failed     0\n" in tool("status", url, "--run", "mine")[1]


def test_retry_of_what_has_not_failed(tool, coordinator):
    assert tool("retry", coordinator, "--batch", "done") == (1, "", "'done' has not failed: it is processed\n")


def test_plan(tool, tmp_path):
    (tmp_path / "b.txt").write_text("a,b,a,\n")
    path = tmp_path / "b.txt"
    expected = f"{path}: 2 batches\nfirst    'a', 'b'\nnote     1 duplicate left out: 'a'\n"
    assert tool("plan", path) == (0, expected, "")


def test_plan_of_paths(tool, tmp_path):
    for name in ("x_1.tif", "x_2.tif", "y_2.tif"):
        (tmp_path / name).touch()
    arguments = ["--file-path-pattern", f"{tmp_path}/*.tif", "--group-by", ".stem().split('_')[1]", "--shares", "2"]
    code, out, _ = tool("plan", *arguments)
    assert (code, out) == (0, "3 paths: 2 batches\nfirst    '1', '2'\nshares   2 pods get 1 batch\n")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["plan", "missing.csv"], 1, "there is no batch file 'missing.csv'"),
        (["plan", "/"], 1, "the batch file '/' cannot be read: Is a directory"),
        (["plan"], 2, "give a batch file, or --file-path-pattern"),
        (["plan", "a.txt", "--file-path-pattern", "x"], 2, "give a batch file or --file-path-pattern, not both"),
        (["plan", "--file-path-pattern", "/nothing/*"], 1, "no file matches '/nothing/*' of gw_file_path_pattern"),
        (
            ["plan", "a.txt", "--shares", "0"],
            2,
            "argument --shares: '0' is no whole number from 1 (see `grid.py plan --help`)",
        ),
        (
            ["status", "--watch", "cos://k:very/secret@h/b/p"],
            2,
            "argument --watch: 'cos://***@h/b/p' is no number of seconds; the location stands before --watch "
            "(see `grid.py status --help`)",
        ),
        (
            ["status", ".", "--watch", "0.1"],
            2,
            "argument --watch: 0.1 is not between 0.5 and 86400 seconds (see `grid.py status --help`)",
        ),
        (
            ["status", ".", "--watch", "nan"],
            2,
            "argument --watch: nan is not between 0.5 and 86400 seconds (see `grid.py status --help`)",
        ),
        (
            ["status", ".", "cos://k:very/secret@h/b/p"],
            2,
            "unrecognized arguments: cos://***@h/b/p (see `grid.py --help`)",
        ),
        (["retry"], 2, "no location given: write the coordinator's folder, connection or URL"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(tool, arguments, code, message):
    assert tool(*arguments) == (code, "", f"{message}\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ["status", "cos://key:very/secret@h"],
        ["status", "postgresql://key:very/secret@h/d"],
        ["status", "cos://key:very/secret@h/b", "--backend", "local"],
        ["status", "/", "--backend", "cos://key:very/secret@h/b"],
        ["cos://key:very/secret@h/b"],
        ["plan", "cos://key:very/secret@h"],
        ["plan", "postgresql://key:very/secret@h/b.txt"],
        ["status", "nothing://key:very/secret@h/b.txt", "--run", "x"],
    ],
)
def test_credentials_are_never_shown(tool, arguments):
    code, out, err = tool(*arguments)
    assert code in {1, 2}
    assert not out
    assert len(err.splitlines()) == 1
    assert "very" not in err


def test_an_expression_is_shown_with_its_place(tool, tmp_path):
    (tmp_path / "x.tif").touch()
    code, _, err = tool("plan", "--file-path-pattern", f"{tmp_path}/*", "--group-by", "[0]+x")
    assert code == 1
    assert err.splitlines()[:3] == [
        "gw_group_by is not understood:",
        "  [0]+x",
        "     ^ this is none of the possible steps",
    ]


def test_an_interrupt_ends_it(tool, coordinator):
    code, out, err = tool("status", coordinator, "--watch", "5")
    assert (code, err) == (130, "")
    assert len(out.splitlines()) == 1


def test_help(tool, capsys):
    assert tool("status", "--help")[0] == 0
    shown = capsys.readouterr().out
    assert shown.startswith("usage: grid.py status [-h]")
    assert "gw_coordinator_path" in shown
