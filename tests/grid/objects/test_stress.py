"""The stress program (`python tests/grid/stress.py --help`), scaled down, with many processes and a real server."""

import json
import os
import subprocess
import sys
from pathlib import Path

STRESS = Path(__file__).parents[1] / "stress.py"
NOTHING_WRONG = {"doubles": 0, "kept": 0, "lost": 0, "crashes": 0, "hung": 0, "examples": []}


def stress(place, port=None, **options):
    """The figures of one round."""
    given = {"rounds": 1, "limit": 120, **options}
    store = f"{place.layout}:{place.text(port)}"
    command = [sys.executable, str(STRESS), f"--store={store}", *(f"--{name}={value}" for name, value in given.items())]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"})
    figures = json.loads(done.stdout)
    assert {name: figures[name] for name in NOTHING_WRONG} == NOTHING_WRONG
    assert done.returncode == 0, done.stderr
    return figures


def test_kills_and_requests_that_fail_lose_no_batch(place, proxies):
    plan = proxies.at_random(0.05, methods=("PUT", "GET", "HEAD"), faults=("500", "503", "409", "reset"))
    with proxies.Proxy(place.server.port, plan) as proxy:
        figures = stress(place, proxy.port, workers=4, batches=80, kills=4, timeout=4)
    assert figures["kills"] > 0
    assert figures["starts"] >= 80


def test_late_result_of_a_frozen_worker_is_thrown_away(place):
    # which worker is stopped, and when, is chance: it may own nothing just then
    for _ in range(4):
        figures = stress(place, workers=4, batches=30, work=0.4, kills=0, stop=3, timeout=4)
        assert figures["fenced"] == figures["frozen"]
        if figures["frozen"]:
            break
    assert figures["frozen"] > 0


def test_a_batch_takes_two_or_three_requests_and_few_listings(place, proxies):
    workers, batches = 4, 100
    with proxies.Proxy(place.server.port) as proxy:
        stress(place, proxy.port, workers=workers, batches=batches, kills=0, timeout=20)
    counts = dict(proxy.counts)
    start = 4 * workers + 4
    collisions = 6 * workers
    assert counts.pop("PUT") <= {"s3kv": 2, "cos": 3}[place.layout] * batches + start + collisions
    assert counts.pop("DELETE") == workers + 1
    # one for each collision, and the last look of each worker and of the judge
    assert sum(counts.values()) <= collisions + 12 * workers
