import threading

from claimed_grid.backend import LostError, Status

NAMES = [f"n{number:03}" for number in range(100)]
WORKERS = 8


def race(stores, states):
    """All claim all, each from another place on, as fast as they can; the attempts of the winners by batch."""
    wins = {name: [] for name in NAMES}
    start = threading.Barrier(len(stores))

    def claim(number, store):
        start.wait()
        for at in range(len(NAMES)):
            name = NAMES[(at + number % 2) % len(NAMES)]
            lease = store.claim(name, states.get(name))
            if lease:
                wins[name].append(lease)

    threads = [threading.Thread(target=claim, args=each) for each in enumerate(stores)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wins


def test_each_batch_has_one_winner_of_its_claim_and_one_of_its_takeover(place):
    stores = [place.open(f"host/{number}/x") for number in range(WORKERS)]
    for attempt in (1, 2):
        wins = race(stores, stores[0].states(NAMES))
        assert {name: [lease.attempt for lease in wins[name]] for name in NAMES} == {name: [attempt] for name in NAMES}
    assert {state.status for state in stores[0].states(NAMES).values()} == {Status.RUNNING}


def test_one_of_the_end_and_the_takeover_wins(place):
    owner, taker = place.open("host/1/x"), place.open("host/2/x")
    leases = [owner.claim(name, None) for name in NAMES]
    states = taker.states(NAMES)
    finished, taken = set(), set()
    start = threading.Barrier(2)

    def finish():
        start.wait()
        for lease in leases:
            try:
                owner.finish(lease)
                finished.add(lease.name)
            except LostError:
                continue

    def take():
        start.wait()
        taken.update(name for name in reversed(NAMES) if taker.claim(name, states[name]))

    threads = [threading.Thread(target=finish), threading.Thread(target=take)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (finished & taken, sorted(finished | taken)) == (set(), NAMES)
    assert len(finished) > 5
    assert len(taken) > 5
    after = taker.states(NAMES)
    assert {name for name in NAMES if after[name].status is Status.PROCESSED} == finished
