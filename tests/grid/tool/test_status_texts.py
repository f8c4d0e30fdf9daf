"""What people see, letter for letter."""

import json

import pytest

from claimed_grid.tool.document import document
from claimed_grid.tool.rate import Rate
from claimed_grid.tool.snapshot import take_snapshot
from claimed_grid.tool.table import line, table
from claimed_grid.tool.wording import age, duration, label

NOON = 1_714_564_800.0
ALL = ["done 0", "done 1", "done 2", "tile/7", "old", "bad", "worse", *(f"new {n}" for n in range(1200))]


def test_a_table_without_a_list(busy):
    assert (
        table("/data/coordinator", take_snapshot(busy, None, 20), None, NOON, 0)
        == """\
/data/coordinator

processed  3
running    2
failed     2
waiting    unknown (needs --batch-file)
total      unknown (needs --batch-file)

RUNNING  FOR         TRY  HOST    OWNER
old      -           -    -       -
tile/7   3 min 02 s  2    node-1  node-1/12/ab12

FAILED  WHY
bad     ValueError: no band\\x1b[31m at cos://***@example.com/b
worse   -"""
    )


def test_a_table_with_a_list_and_a_rate(busy):
    busy.put("stranger", "processed")
    assert (
        table("cos://example.com/bucket/path", take_snapshot(busy, ALL, 1), Rate(12, 65.0), NOON, 0)
        == """\
cos://example.com/bucket/path

processed      3
running        2
failed         2
waiting    1,200
total      1,207
1 more of the coordinator's batches are not in the batch file

RUNNING  FOR  TRY  HOST  OWNER
old      -    -    -     -
… and 1 more (--limit 0 shows all)

FAILED  WHY
bad     ValueError: no band\\x1b[31m at cos://***@example.com/b
… and 1 more (--limit 0 shows all)

11.1 per minute in the last 1 min 05 s, 1 h 48 min left (until 2024-05-01 13:48 UTC)"""
    )


def test_lines_are_cut_to_the_width_of_the_terminal(busy):
    lines = table("/data/coordinator", take_snapshot(busy, None, 20), None, NOON, 30).split("\n")
    assert max(map(len, lines)) == 30
    assert lines[-2] == "bad     ValueError: no band\\x…"


def test_an_end_without_failures(store):
    store.put("a", "processed")
    assert (
        table("/c", take_snapshot(store, ["a"], 20), Rate(0, 10.0), NOON, 0)
        == """\
/c

processed  1
running    0
failed     0
waiting    0
total      1

all are processed"""
    )


def test_a_line_for_a_log(busy, store):
    assert line(take_snapshot(busy, None, 20), None, NOON) == "2024-05-01 12:00 UTC: 3 processed, 2 running, 2 failed"
    assert line(take_snapshot(busy, ALL, 20), Rate(0, 10.0), NOON) == (
        "2024-05-01 12:00 UTC: 3 processed, 2 running, 2 failed, 1,200 waiting; 0.0 per minute in the last 10 s"
    )
    busy.batches.pop("old")
    busy.batches.pop("tile%2F7")
    assert line(take_snapshot(busy, ["bad", "done 0"], 20), None, NOON).endswith("1 failed, 0 waiting; none is left")


def test_json(busy):
    text = document("/c", take_snapshot(busy, ALL, 1), Rate(12, 60.0), NOON)
    assert "\n" not in text
    assert json.loads(text) == {
        "place": "/c",
        "processed": 3,
        "running": 2,
        "failed": 2,
        "waiting": 1200,
        "total": 1207,
        "not_in_batch_file": 0,
        "per_minute": 12.0,
        "seconds_left": 6010,
        "running_batches": [
            {"id": "old", "name": "old", "owner": "", "host": "", "since": "", "age": None, "attempt": 0}
        ],
        "failed_batches": [
            {"id": "bad", "name": "bad", "why": "ValueError: no band\\x1b[31m at cos://***@example.com/b"}
        ],
    }


def test_json_of_what_nobody_knows(busy):
    shown = json.loads(document("/c", take_snapshot(busy, None, 0), None, NOON))
    assert {name for name, value in shown.items() if value is None} == {
        "waiting",
        "total",
        "per_minute",
        "seconds_left",
    }
    assert shown["running_batches"][1] == {
        "id": "tile/7",
        "name": "tile%2F7",
        "owner": "node-1/12/ab12",
        "host": "node-1",
        "since": "2024-05-01T11:56:58.123456+00:00",
        "age": 182,
        "attempt": 2,
    }


def test_json_of_an_end(store):
    store.put("\udcff", "failed")
    shown = json.loads(document("/c", take_snapshot(store, ["\udcff"], 0), None, NOON))
    assert shown["seconds_left"] == 0
    assert shown["failed_batches"] == [{"id": "\udcff", "name": "%ED%B3%BF", "why": ""}]


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (-5, "0 s"),
        (0.4, "0 s"),
        (59.6, "1 min 00 s"),
        (182, "3 min 02 s"),
        (7199, "1 h 59 min"),
        (7500, "2 h 05 min"),
        (86400 * 4 + 3 * 3600, "4 d 03 h"),
    ],
)
def test_durations(seconds, text):
    assert duration(seconds) == text


@pytest.mark.parametrize(
    ("since", "seconds"),
    [
        ("2024-05-01T11:59:30Z", 30),
        ("2024-05-01T11:59:30.5+00:00", 30),
        ("2024-05-01T12:59:30Z", 0),
        ("", None),
        ("yesterday", None),
    ],
)
def test_ages(since, seconds):
    assert age(since, NOON) == seconds


def test_labels():
    assert label("a\nb\udcff") == "a\\nb\\udcff"
    assert label("a" * 48) == "a" * 48
    assert label("a" * 30 + "b" * 30) == "a" * 23 + "…" + "b" * 23
