import json
import subprocess
import sys
from pathlib import Path

RACE = Path(__file__).parents[1] / "race.py"


def race(url, run, how, workers=8, count=100):
    """Let processes race for the same batches: which were won, at which attempt, as often as they were."""
    command = [sys.executable, str(RACE), "sql", url, run, str(workers), str(count), how]
    results = json.loads(subprocess.run(command, stdout=subprocess.PIPE, timeout=120, check=True).stdout)
    assert [result["errors"] for result in results] == [[]] * workers
    return sorted(tuple(win) for result in results for win in result["won"])


def expected(count, attempt):
    return [(f"n{number:04}", attempt) for number in range(count)]


def test_workers_that_start_at_once_make_the_tables_once(postgres, run):
    postgres.ask("DROP DATABASE IF EXISTS fresh")
    postgres.ask("CREATE DATABASE fresh")
    assert race(postgres.url(database="fresh"), run, "prepare", workers=16, count=5) == expected(5, 1)


def test_workers_that_start_at_once_make_the_file_once(tmp_path, run):
    assert race(f"sqlite:///{tmp_path}/fresh.db", run, "prepare", workers=16, count=5) == expected(5, 1)
