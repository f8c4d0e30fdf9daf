from claimed_grid.backend import Status
from claimed_grid.executor import BatchOutcome, OutcomeKind
from claimed_grid.stores.memory import MemoryStore
from claimed_grid.summary import Summary
from claimed_grid.worker import Worker, WorkerSettings


class FailingExecutor:
    def start(self):
        pass

    def run(self, batch, _must_stop):
        return BatchOutcome(OutcomeKind.FAILED, "no\nmore") if batch.id == "b" else BatchOutcome(OutcomeKind.DONE)

    def close(self):
        pass


def test_worker_without_a_coordinator_goes_through_its_share():
    store = MemoryStore()
    summary = Worker(store, FailingExecutor(), ["a", "b", "c"], WorkerSettings(10.0)).run()
    assert summary == Summary(total=3, processed=2, failed=(("b", "no"),), own=2)
    assert {name: seen.status for name, seen in store.states(store.names()).items()} == {
        "a": Status.PROCESSED,
        "b": Status.FAILED,
        "c": Status.PROCESSED,
    }
    assert store.details("b").report == "no\nmore"
    assert store.retry(["a", "b"]) == 1
    assert store.states(["b"]) == {}


def test_given_back_batch_waits_again():
    store = MemoryStore()
    lease = store.claim("a", None)
    assert store.claim("a", None) is None
    store.release(store.beat(lease))
    assert store.claim("a", None) is not None
    store.write("ids/a", b"A")
    assert (store.read("ids/a"), store.read("ids/b")) == (b"A", None)
