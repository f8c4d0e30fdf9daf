import logging

import pytest

from claimed_grid import names
from claimed_grid.backend import Status
from claimed_grid.executor import BatchOutcome, ExecutorError, OutcomeKind
from claimed_grid.summary import Summary

FAILS = lambda batch, must_stop: BatchOutcome(OutcomeKind.FAILED, "\nValueError: no\nmore")  # noqa: E731
IDS = [f"b{number}" for number in range(10)]


def test_failures_are_kept_and_the_others_go_on(stage):
    here = stage(["a", "b", "c"])
    here.work.plays["b"] = FAILS
    summary = here.run()
    assert summary == Summary(total=3, processed=2, failed=(("b", "ValueError: no"),), own=2)
    assert summary.exit_code == 1
    assert here.store.called("fail") == [("b", "\nValueError: no\nmore")]
    assert summary.lines() == (
        "2 of 3 batches are processed, 2 of them by this worker; 1 failed",
        "failed: b: ValueError: no",
    )


def test_earlier_failures_stay_failures(stage):
    here = stage(["a", "b"])
    here.store.put("a", Status.FAILED, report="old\ntext")
    assert here.run() == Summary(total=2, processed=1, failed=(("a", "old"),), own=1)
    assert here.store.called("claim") == [("b",)]


def test_earlier_failures_are_tried_once_more_if_errors_are_ignored(stage):
    here = stage(["a", "b"], ignore_errors=True)
    here.store.put("a", Status.FAILED, report="old")
    here.store.put("b", Status.FAILED, report="old")
    here.work.plays["b"] = FAILS
    assert here.run() == Summary(total=2, processed=1, failed=(("b", "ValueError: no"),), own=1)
    assert here.work.ran == ["start", "a", "b", "close"]


def test_failure_of_meanwhile_is_none_to_ignore(stage):
    here = stage(["a", "b"], ignore_errors=True)
    here.store.put("b", Status.FAILED, report="old")
    here.store.trouble["claim"] = [None, lambda: here.store.put("b", Status.FAILED, report="new")]
    assert here.run() == Summary(total=2, processed=1, failed=(("b", "new"),), own=1)


def test_failure_that_another_worker_mended_is_none(stage):
    here = stage(["a", "b"])
    here.store.put("a", Status.FAILED)
    here.work.plays["b"] = here.works(10)
    here.time.at(5, lambda: here.store.put("a", Status.PROCESSED))
    assert here.run() == Summary(total=2, processed=2, own=1)


def test_stop_lets_the_running_batch_end_and_takes_no_more(stage):
    here = stage(["a", "b"])
    here.work.plays["a"] = here.works(10)
    here.time.at(5, here.worker.stop)
    summary = here.run()
    assert summary == Summary(total=2, processed=1, own=1, stopped=True)
    assert summary.exit_code == 143
    assert here.store.called("release") == []


def test_stop_gives_the_batch_back_after_the_grace(stage):
    here = stage(["a", "b"], grace=20.0)
    here.work.plays["a"] = here.works(1000)
    here.time.at(5, here.worker.stop)
    here.time.at(10, here.worker.stop)
    summary = here.run()
    assert summary == Summary(total=2, processed=0, stopped=True)
    assert summary.exit_code == 143
    assert here.store.called("release") == [("a",)]
    assert here.store.entries == {}
    assert here.time.now() - 1000 == pytest.approx(25, abs=0.5)


def test_stop_ends_waiting_at_once(stage):
    here = stage(["a"], timeout=10800.0)
    here.store.put("a", Status.RUNNING)
    here.time.at(500, here.worker.stop)
    assert here.run().exit_code == 143
    assert here.time.now() - 1000 == pytest.approx(500, abs=0.5)


def test_stop_ends_patience_with_a_store_that_is_away(stage, away):
    here = stage(["a"])
    here.store.trouble["states"] = [away() for _ in range(1000)]
    here.time.at(50, here.worker.stop)
    summary = here.run()
    assert (summary.exit_code, summary.error) == (143, "")
    assert here.time.now() - 1000 == pytest.approx(50, abs=0.5)


def test_stop_after_the_last_batch_is_no_failure(stage):
    here = stage(["a"])
    here.work.plays["a"] = here.works(10)
    here.time.at(5, here.worker.stop)
    assert here.run().exit_code == 0


def test_progress_is_told_every_half_a_minute_at_most(stage):
    here = stage(IDS)
    here.work.plays = dict.fromkeys(IDS, here.works(10))
    here.work.plays["b4"] = FAILS
    here.run()
    assert here.said == [
        "3 of 10 processed, 0 running elsewhere, 0 failed, 7 waiting",
        "6 of 10 processed, 0 running elsewhere, 1 failed, 3 waiting",
    ]


def test_log_has_a_line_for_each_beginning_and_end(stage, caplog):
    with caplog.at_level(logging.INFO):
        here = stage(["a b"])
        here.run()
    assert [record.getMessage() for record in caplog.records] == ["a b: started, attempt 1", "a b: processed"]


def test_work_that_cannot_be_started_ends_the_run(stage):
    here = stage(["a"])

    def start():
        message = "no such function"
        raise ExecutorError(message)

    here.work.start = start
    assert here.run() == Summary(total=1, processed=0, error="no such function")
    assert here.store.called("claim") == []


def test_batch_of_work_that_breaks_down_is_given_back(stage):
    here = stage(["a"])

    def breaks(batch, must_stop):
        message = "no more processes"
        raise ExecutorError(message)

    here.work.plays["a"] = breaks
    assert here.run() == Summary(total=1, processed=0, error="no more processes")
    assert here.store.called("release") == [("a",)]


def test_ids_of_long_names_are_written_down_once(stage):
    long = "x" * 500
    here = stage([long, "short"])
    assert here.run().processed == 2
    assert here.store.called("write") == [(f"ids/{names.encode(long)}",)]
    assert here.store.files == {f"ids/{names.encode(long)}": long.encode()}


def test_claims_that_are_lost_again_and_again_are_tried_more_slowly(stage):
    here = stage(["a"])
    lost = 12
    here.store.states = lambda names: here.store.calls.append(("states", names)) or {}
    here.store.put("a", Status.RUNNING)
    here.store.trouble["claim"] = [None] * lost + [here.store.entries.clear]
    assert here.run().processed == 1
    assert 10 < here.time.now() - 1000 < 60
