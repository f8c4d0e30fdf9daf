from claimed_grid.names import encode
from claimed_grid.tool.snapshot import take_snapshot

LONG = "scene/" + "x" * 500


def test_without_a_list_nobody_knows_how_many_are_waiting(busy):
    seen = take_snapshot(busy, None, 20)
    assert (seen.processed, seen.running, seen.failed, seen.waiting, seen.total) == (3, 2, 2, None, None)
    assert [batch.id for batch in seen.shown_running] == ["old", "tile/7"]
    assert [batch.id for batch in seen.shown_failed] == ["bad", "worse"]
    assert (seen.finished, seen.left, seen.unlisted) == (5, None, 0)


def test_with_a_list_only_its_batches_count(busy):
    seen = take_snapshot(busy, ["done 0", "done 1", "tile/7", "new 1", "new 2", "bad"], 20)
    assert (seen.processed, seen.running, seen.failed, seen.waiting, seen.total) == (2, 1, 1, 2, 6)
    assert (seen.finished, seen.left, seen.unlisted) == (3, 3, 3)


def test_a_store_that_is_empty(store):
    assert take_snapshot(store, None, 20).finished == 0
    assert take_snapshot(store, ["a", "b", "c"], 20).left == 3


def test_details_are_asked_of_what_is_shown_only(busy):
    seen = take_snapshot(busy, None, 1)
    assert (seen.running, seen.failed) == (2, 2)
    assert busy.asked == ["old", "bad"]
    busy.asked.clear()
    take_snapshot(busy, None, 0)
    assert busy.asked == ["old", "tile%2F7", "bad", "worse"]


def test_a_long_id_is_taken_from_the_list_or_from_the_store(store):
    name = encode(LONG)
    store.put(LONG, "failed")
    assert take_snapshot(store, [LONG], 20).shown_failed[0].id == LONG
    assert take_snapshot(store, None, 20).shown_failed[0].id == name
    store.files[f"ids/{name}"] = LONG.encode()
    assert take_snapshot(store, None, 20).shown_failed[0].id == LONG
