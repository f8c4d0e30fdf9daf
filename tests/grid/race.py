"""Processes that want the same batches: prints, as JSON, what each of them won and which errors it met.

python race.py STORE PLACE RUN WORKERS COUNT claim|takeover|prepare
"""

import json
import multiprocessing
import os
import sys
from dataclasses import replace

from claimed_grid.backend import Address, BackendError
from claimed_grid.opening import open_backend
from claimed_grid.stores.known import STORES

# what takes long, the imports, is done once
CONTEXT = multiprocessing.get_context("fork")


def claim_all(store, names, seen):
    won, errors = [], []
    for name in names:
        try:
            lease = store.claim(name, seen.get(name))
        except BackendError as error:
            errors.append(str(error))
            continue
        if lease is not None:
            won.append((name, lease.attempt))
    return {"won": won, "errors": errors}


def contend(store, address, count, how, barrier, results):
    names = [f"n{number:04}" for number in range(count)]
    store = open_backend(STORES[store], replace(address, worker=f"host/{os.getpid()}/x"))
    if how != "prepare":
        store.prepare()
    seen = store.states(names) if how == "takeover" else {}
    barrier.wait(60)
    if how == "prepare":
        store.prepare()
    results.put(claim_all(store, names, seen))


def main(store, address, workers, count, how):
    barrier, results = CONTEXT.Barrier(workers), CONTEXT.Queue()
    processes = [
        CONTEXT.Process(target=contend, args=(store, address, count, how, barrier, results), daemon=True)
        for _ in range(workers)
    ]
    for process in processes:
        process.start()
    json.dump([results.get(timeout=60) for _ in processes], sys.stdout)


if __name__ == "__main__":
    _, name, place, run, *numbers, how = sys.argv
    main(name, Address(place, run, "", 100.0), *map(int, numbers), how)
