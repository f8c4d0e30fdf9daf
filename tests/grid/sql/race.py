"""Processes that want the same batches: prints, as JSON, what each of them won and which errors it met.

python race.py URL RUN WORKERS COUNT claim|takeover|prepare
"""

import json
import multiprocessing
import os
import sys

from hatch_claimed.runtime.grid.claimed_grid.backend import StoreError
from hatch_claimed.runtime.grid.claimed_grid.stores.sql import Sql

# what takes long, the imports, is done once
CONTEXT = multiprocessing.get_context("fork")


def claim_all(store, names, seen):
    won, errors = [], []
    for name in names:
        try:
            lease = store.claim(name, seen.get(name))
        except StoreError as error:
            errors.append(str(error))
            continue
        if lease is not None:
            won.append((name, lease.attempt))
    return {"won": won, "errors": errors}


def contend(url, run, count, how, barrier, results):
    names = [f"n{number:04}" for number in range(count)]
    store = Sql(url, run, f"host/{os.getpid()}/x", 100.0)
    if how != "prepare":
        store.prepare()
    seen = store.states(names) if how == "takeover" else {}
    barrier.wait(60)
    if how == "prepare":
        store.prepare()
    results.put(claim_all(store, names, seen))
    store.close()


def main(url, run, workers, count, how):
    barrier, results = CONTEXT.Barrier(workers), CONTEXT.Queue()
    processes = [
        CONTEXT.Process(target=contend, args=(url, run, count, how, barrier, results), daemon=True)
        for _ in range(workers)
    ]
    for process in processes:
        process.start()
    json.dump([results.get(timeout=60) for _ in processes], sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), sys.argv[5])
