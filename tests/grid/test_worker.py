import logging

import pytest

from claimed_grid.backend import LostError, Status
from claimed_grid.executor import BatchOutcome, OutcomeKind
from claimed_grid.summary import Summary

FAILS = lambda batch, must_stop: BatchOutcome(OutcomeKind.FAILED, "\nValueError: no\nmore")  # noqa: E731
IDS = [f"b{number}" for number in range(10)]


def test_every_batch_runs_once_and_is_processed(stage):
    here = stage(IDS)
    summary = here.run()
    assert summary == Summary(total=10, processed=10, own=10)
    assert summary.exit_code == 0
    assert here.work.ran == ["start", *IDS, "close"]
    assert here.store.called("finish") == [(name,) for name in IDS]


def test_no_batches_are_all_processed(stage):
    here = stage([])
    assert here.run() == Summary(total=0, processed=0)


def test_windows_are_contiguous_and_processed_names_are_not_asked_for_again(stage):
    here = stage(IDS, page=4)
    here.store.put("b1", Status.PROCESSED)
    here.store.put("b5", Status.PROCESSED)
    assert here.run().processed == 10
    assert here.store.called("states") == [
        (("b0", "b1", "b2", "b3"),),
        (("b4", "b5", "b6", "b7"),),
        (("b8", "b9"),),
    ]
    assert here.work.ran == ["start", "b0", "b2", "b3", "b4", "b6", "b7", "b8", "b9", "close"]


def test_lost_claim_asks_for_states_again(stage):
    here = stage(["a", "b", "c"])
    here.store.trouble["claim"] = [None, lambda: here.store.put("b", Status.PROCESSED)]
    assert here.run() == Summary(total=3, processed=3, own=2)
    assert here.store.called("states") == [(("a", "b", "c"),), (("b", "c"),)]


def test_store_whose_listings_are_dear_is_asked_again_only_after_some_lost_claims(stage):
    here = stage([*"abcdef"], misses=2)
    here.store.trouble["claim"] = [
        lambda: here.store.put("a", Status.PROCESSED),
        None,
        lambda: here.store.put("c", Status.PROCESSED),
        lambda: here.store.put("d", Status.PROCESSED),
    ]
    assert here.run() == Summary(total=6, processed=6, own=3)
    assert here.store.called("claim") == [("a",), ("b",), ("c",), ("d",), ("e",), ("f",)]
    assert here.store.called("states") == [(("a", "b", "c", "d", "e", "f"),), (("a", "c", "d", "e", "f"),)]


def test_snapshots_are_used_for_half_the_timeout(stage):
    here = stage(["a", "b", "c"])
    here.work.plays = dict.fromkeys("abc", here.works(30))
    assert here.run().processed == 3
    assert here.store.called("states") == [(("a", "b", "c"),), (("c",),)]


def test_batch_of_a_silent_owner_is_taken_over_after_the_timeout(stage):
    here = stage(["a", "b"])
    here.store.put("a", Status.RUNNING)
    start = here.time.now()
    moments = []
    here.store.trouble["claim"] = [None, lambda: moments.append(here.time.now() - start)]
    assert here.run() == Summary(total=2, processed=2, own=2)
    assert here.store.called("claim") == [("b",), ("a",)]
    assert 100 <= moments[0] <= 101
    # later and later: not a poll for each moment of waiting
    assert len(here.store.called("states")) <= 14


def test_batch_of_an_owner_that_beats_is_left_alone(stage):
    here = stage(["a"])
    here.store.put("a", Status.RUNNING)
    for seconds in range(20, 1000, 20):
        here.time.at(seconds, lambda: here.store.put("a", Status.RUNNING))
    here.time.at(1000, lambda: here.store.put("a", Status.PROCESSED))
    assert here.run() == Summary(total=1, processed=1)
    assert here.store.called("claim") == []
    assert here.time.now() - 1000 < 1000 + 30


def test_time_until_a_takeover_counts_while_working_on_others(stage):
    here = stage(["a", "b"])
    here.store.put("a", Status.RUNNING)
    here.work.plays["b"] = here.works(500)
    start = here.time.now()
    assert here.run().own == 2
    assert here.time.now() - start < 502


def test_batch_that_killed_five_workers_fails_without_being_run(stage):
    here = stage(["a"])
    here.store.put("a", Status.RUNNING, attempt=5)
    summary = here.run()
    assert summary.failed == (("a", "its workers died 5 times, so it is not tried again"),)
    assert summary.exit_code == 1
    assert here.work.ran == ["start", "close"]


def test_fifth_attempt_is_run(stage):
    here = stage(["a"])
    here.store.put("a", Status.RUNNING, attempt=4)
    assert here.run().processed == 1


def test_lease_that_is_old_before_the_start_is_renewed_first(stage):
    here = stage(["a"])
    here.store.trouble["claim"] = [lambda: here.time.sleep(31)]
    assert here.run().processed == 1
    assert [call[0] for call in here.store.calls] == ["prepare", "states", "claim", "beat", "finish"]


@pytest.mark.parametrize("error", [LostError("a"), None])
def test_lease_that_cannot_be_renewed_before_the_start_runs_nothing(stage, error, away):
    here = stage(["a"])
    here.store.trouble["claim"] = [lambda: here.time.sleep(31)]
    here.store.trouble["beat"] = [error or away()]
    assert here.run() == Summary(total=1, processed=1, own=1, lost=1)
    # given back, and claimed once more
    assert here.work.ran == ["start", "a", "close"]
    assert len(here.store.called("claim")) == 2


def test_long_batch_is_renewed_every_fifth_of_the_timeout(stage):
    here = stage(["a"])
    here.work.plays["a"] = here.works(110)
    assert here.run().processed == 1
    moments = [moment - 1000 for _, moment in here.store.called("beat")]
    assert moments == pytest.approx([20, 40, 60, 80, 100], abs=1)


def test_minutes_are_the_longest_between_beats(stage):
    here = stage(["a"], timeout=10800.0)
    here.work.plays["a"] = here.works(150)
    assert here.run().processed == 1
    assert [moment - 1000 for _, moment in here.store.called("beat")] == pytest.approx([60, 120], abs=1)


def test_batch_is_stopped_and_its_result_thrown_away_when_it_was_not_renewed_for_long(stage, away, caplog):
    here = stage(["a"])
    stopped = []
    long = here.works(500)

    def play(batch, must_stop):
        outcome = long(batch, must_stop)
        stopped.append(here.time.now() - 1000)
        here.store.trouble.clear()
        here.store.put("a", Status.PROCESSED)
        return outcome

    here.work.plays["a"] = play
    here.store.trouble["beat"] = [away() for _ in range(100)]
    assert here.run() == Summary(total=1, processed=1, own=0, lost=1)
    assert stopped == pytest.approx([60], abs=0.5)
    assert here.store.called("finish") == here.store.called("release") == []
    assert len(here.store.called("beat")) == pytest.approx(8, abs=2)
    assert "a: lost: the result came too late and is thrown away; another worker has the batch, or will take it" in [
        record.getMessage() for record in caplog.records
    ]


def test_batch_is_stopped_as_soon_as_another_worker_has_it(stage):
    here = stage(["a"])
    long, stopped = here.works(500), []

    def play(batch, must_stop):
        outcome = long(batch, must_stop)
        stopped.append(here.time.now() - 1000)
        return outcome

    here.work.plays["a"] = play
    here.time.at(30, lambda: here.store.put("a", Status.RUNNING))
    here.time.at(60, lambda: here.store.put("a", Status.PROCESSED))
    assert here.run() == Summary(total=1, processed=1, lost=1)
    # the next heartbeat finds it out
    assert stopped == pytest.approx([40], abs=0.5)


def test_result_of_a_worker_that_was_frozen_is_thrown_away(stage):
    here = stage(["a"])

    def frozen(batch, must_stop):
        # nobody ticks meanwhile: the whole process was stopped
        here.time.sleep(61)
        here.work.plays.clear()
        return BatchOutcome(OutcomeKind.DONE)

    here.work.plays["a"] = frozen
    assert here.run() == Summary(total=1, processed=1, own=1, lost=1)
    assert len(here.store.called("finish")) == 1
    assert here.store.called("beat") == []


def test_heart_of_a_worker_that_was_frozen_does_not_renew(stage):
    here = stage(["a"])

    def frozen(batch, must_stop):
        here.time.sleep(61)
        here.worker.heartbeat.tick()
        assert must_stop()
        here.work.plays.clear()
        return BatchOutcome(OutcomeKind.STOPPED)

    here.work.plays["a"] = frozen
    assert here.run().lost == 1
    assert here.store.called("beat") == []


def test_result_is_noted_as_soon_as_the_store_answers(stage, away):
    here = stage(["a", "b"])
    here.work.plays["b"] = FAILS
    here.store.trouble["finish"] = [away() for _ in range(50)]
    here.store.trouble["fail"] = [away() for _ in range(50)]
    summary = here.run()
    assert (summary.processed, summary.failed, summary.lost) == (1, (("b", "ValueError: no"),), 0)
    assert len(here.store.called("finish")) == 51


def test_result_that_cannot_be_noted_while_the_lease_lives_is_lost(stage, away):
    here = stage(["a"])
    here.store.trouble["finish"] = [away() for _ in range(2000)]
    here.store.trouble["beat"] = [away() for _ in range(2000)]
    here.time.at(70, here.store.trouble.clear)
    assert here.run() == Summary(total=1, processed=1, own=1, lost=1)
    assert here.time.now() > 1000 + 60 + 100


@pytest.mark.parametrize("call", ["prepare", "states", "claim", "finish"])
def test_lasting_error_of_the_store_ends_the_run(stage, away, call):
    here = stage(["a"])
    here.store.trouble[call] = [away(lasting=True)]
    summary = here.run()
    assert (summary.error, summary.exit_code) == ("the server is away", 1)
    assert here.work.ran[-1:] == ["close"]


@pytest.mark.parametrize("call", ["prepare", "states", "claim"])
def test_store_may_be_away_for_some_minutes(stage, away, call, caplog):
    here = stage(["a"])
    here.store.trouble[call] = [away() for _ in range(40)]
    with caplog.at_level(logging.INFO):
        assert here.run().processed == 1
    assert 300 < here.time.now() - 1000 < 600
    assert [record.getMessage() for record in caplog.records if "answer" in record.getMessage()] == [
        "the coordinator does not answer, trying again for 600 s: the server is away",
        "the coordinator answers again",
    ]


def test_store_that_stays_away_ends_the_run(stage, away):
    here = stage(["a"])
    here.store.trouble["states"] = [away() for _ in range(1000)]
    assert here.run() == Summary(total=1, processed=0, error="the server is away")
    assert 600 < here.time.now() - 1000 < 620
