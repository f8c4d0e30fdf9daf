import pytest

from claimed_grid.backend import BackendError
from claimed_grid.tool.rate import RateMeter
from claimed_grid.tool.snapshot import take_snapshot
from claimed_grid.tool.status import StatusOptions, show

IDS = ["a", "b", "c", "d"]


def finish(store, *ids):
    def change():
        for batch_id in ids:
            store.put(batch_id, "processed")

    return change


def go_down(store, *, lasting=False):
    def change():
        store.down = ("no answer", lasting)

    return change


def come_back(store):
    def change():
        store.down = None

    return change


def watch(store, console, *, terminal=False, size=(80, 24), json=False):
    wanted = StatusOptions("/c", json=json, interval=30.0)
    show(lambda: take_snapshot(store, IDS, 20), wanted, console.around(terminal=terminal, size=size))


def test_one_look_sleeps_never(store, console):
    show(lambda: take_snapshot(store, None, 20), StatusOptions("/c"), console.around())
    assert console.seconds == 0
    assert console.printed.startswith("/c\n\nprocessed  0\n")


def test_lines_until_all_is_done(store, console):
    console.then = [finish(store, "a"), finish(store, "b", "c"), finish(store, "d")]
    watch(store, console)
    assert (
        console.printed
        == """\
2024-05-01 12:00 UTC: 0 processed, 0 running, 0 failed, 4 waiting
2024-05-01 12:00 UTC: 1 processed, 0 running, 0 failed, 3 waiting; \
2.0 per minute in the last 30 s, 1 min 30 s left (until 2024-05-01 12:02 UTC)
2024-05-01 12:01 UTC: 3 processed, 0 running, 0 failed, 1 waiting; \
3.0 per minute in the last 1 min 00 s, 20 s left (until 2024-05-01 12:01 UTC)
2024-05-01 12:01 UTC: 4 processed, 0 running, 0 failed, 0 waiting; all are processed
"""
    )


def test_without_a_list_it_goes_on_until_it_is_interrupted(store, console):
    console.then = [finish(store, *IDS)]
    with pytest.raises(KeyboardInterrupt):
        show(lambda: take_snapshot(store, None, 20), StatusOptions("/c", interval=30.0), console.around())
    assert console.printed.splitlines()[1:] == [
        "2024-05-01 12:00 UTC: 4 processed, 0 running, 0 failed; 8.0 per minute in the last 30 s"
    ]


def test_a_terminal_is_drawn_again(store, console):
    console.then = [finish(store, *IDS)]
    watch(store, console, terminal=True)
    assert console.printed == (
        "\x1b[2J\n"
        "\x1b[H/c\x1b[K\n\x1b[K\nprocessed  0\x1b[K\nrunning    0\x1b[K\nfailed     0\x1b[K\nwaiting    4\x1b[K\n"
        "total      4\x1b[K\n\x1b[K\n"
        f"[{'.' * 60}]    0 %\x1b[K\n\x1b[K\n2024-05-01 12:00 UTC, Ctrl-C ends\x1b[K\x1b[J\n"
        "\x1b[H/c\x1b[K\n\x1b[K\nprocessed  4\x1b[K\nrunning    0\x1b[K\nfailed     0\x1b[K\nwaiting    0\x1b[K\n"
        "total      4\x1b[K\n\x1b[K\n"
        f"[{'#' * 60}]  100 %\x1b[K\n\x1b[K\nall are processed\x1b[K\n\x1b[K\n2024-05-01 12:00 UTC, Ctrl-C ends\x1b[K\x1b[J\n"
    )


def test_a_small_terminal_does_not_scroll(busy, console):
    watch_once = StatusOptions("/c", interval=30.0)
    with pytest.raises(KeyboardInterrupt):
        show(lambda: take_snapshot(busy, None, 20), watch_once, console.around(terminal=True, size=(20, 6)))
    drawn = console.printed.partition("\x1b[H")[2].replace("\x1b[K", "").replace("\x1b[J", "")
    assert drawn == "/c\n\nprocessed  3\n\n2024-05-01 12:00 UTC, Ctrl-C ends\n"


def test_json_is_a_line_for_each_look(store, console):
    console.then = [finish(store, *IDS)]
    watch(store, console, json=True, terminal=True)
    assert [text.partition('"waiting": ')[2][0] for text in console.printed.splitlines()] == ["4", "0"]


def test_a_store_that_is_away_for_a_moment(store, console):
    console.then = [go_down(store), come_back(store), finish(store, *IDS)]
    watch(store, console)
    assert console.err.getvalue() == "no answer\n"
    assert len(console.printed.splitlines()) == 3


def test_a_store_that_never_comes_back(store, console):
    console.then = [go_down(store, lasting=True)]
    with pytest.raises(BackendError, match="no answer"):
        watch(store, console)
    with pytest.raises(BackendError, match="no answer"):
        show(lambda: take_snapshot(store, None, 20), StatusOptions("/c"), console.around())


def test_the_rate_is_that_of_the_last_ten_minutes():
    progress = RateMeter()
    assert progress.add(0, 100) is None
    assert progress.add(0, 100) is None
    for minute in range(1, 31):
        rate = progress.add(60 * minute, 100 + (10 * minute if minute <= 20 else 200))
    assert (rate.finished, rate.seconds) == (0, 600)
    assert rate.time_for(5) is None
    rate = progress.add(60 * 31, 330)
    assert (rate.per_minute, rate.time_for(6)) == (3.0, 120)


def test_after_a_retry_the_rate_is_measured_anew():
    progress = RateMeter()
    progress.add(0, 100)
    assert progress.add(10, 90) is None
    assert progress.add(20, 95).per_minute == 30
