"""Grid wrappers as containers: several workers on one folder, on one object store, and in shares."""

import json
import subprocess
import uuid

import pytest

pytestmark = pytest.mark.engine

MAKE, SUMMARISE = "gw-make-measurements", "gw-summarise-measurements"
DAYS = [f"2026-11-{day:02}" for day in range(1, 25)]
QUICK = ["--gw_max_time_wait_staggering", "0", "--gw_lock_timeout", "30"]


class Workers:
    """Containers of one grid wrapper that run side by side."""

    def __init__(self, image, options, arguments, count=3):
        command = ["docker", "run", "--rm", *options, image, *arguments]
        self.running = [
            subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) for _ in range(count)
        ]

    def logs(self):
        """What each has printed; all must have succeeded."""
        printed = [one.communicate(timeout=300)[0] for one in self.running]
        assert [one.returncode for one in self.running] == [0] * len(self.running), "\n".join(printed)
        return printed


def volume(folder, workdir):
    return ["--network", "none", "--volume", f"{folder}:{workdir}/data"]


@pytest.fixture
def days(scratch):
    (scratch / "days.txt").write_text(", ".join(DAYS))
    return scratch


def test_workers_share_a_folder_and_a_function_makes_each_batch_once(example, days):
    arguments = ["--gw_batch_file", "data/days.txt", "--gw_coordinator_path", "data/coordinator", *QUICK]
    logs = Workers(example.image(MAKE), volume(days, "/opt/app-root/src"), [*arguments, "--num_values", "2"]).logs()
    made = "".join(logs).count("made 2 measurements for Basel")
    assert made == len(DAYS)
    tables = {day: (days / f"{day}.csv").read_text() for day in DAYS}
    assert all(len(table.splitlines()) == 1 + 3 * 2 for table in tables.values())
    assert len(set(tables.values())) == len(DAYS)
    left = {path.name for path in (days / "coordinator").iterdir()}
    assert left == {f"{day}.processed" for day in DAYS}


def test_the_unchanged_r_operator_runs_once_for_each_batch(example, days):
    for day in DAYS[:6]:
        (days / f"{day}.csv").write_text(f"station,hour,level\nA,0,1.5\nA,1,1{day[-2:]}\n")
    arguments = ["--gw_file_path_pattern", "data/*.csv", "--gw_group_by", ".split('/')[-1][:-4]", *QUICK]
    logs = Workers(
        example.image(SUMMARISE),
        volume(days, "/home/docker"),
        [*arguments, "--gw_coordinator_path", "data/coordinator", "--digits", "1"],
    ).logs()
    assert "".join(logs).count("summarised 2 measurements of 1 stations") == 6
    for day in DAYS[:6]:
        assert json.loads((days / f"{day}.json").read_text())["A"]["highest"] == float(f"1{day[-2:]}")
        assert (days / f"{day}.pdf").read_bytes().startswith(b"%PDF")
        assert (days / "coordinator" / "runs" / f"{day}.exit").read_text().strip() == "0"
        assert "summarised 2" in (days / "coordinator" / "runs" / f"{day}.stdout").read_text()


def test_a_failed_batch_fails_the_worker_and_is_retried_when_asked(example, days):
    (days / "one.csv").write_text("station,hour,level\nA,0,1.5\n")
    (days / "batches.json").write_text(json.dumps({"one": 1, "missing": 2}))
    arguments = ["--gw_batch_file", "data/batches.json", "--gw_coordinator_path", "data/coordinator", *QUICK]
    options = volume(days, "/home/docker")
    command = ["docker", "run", "--rm", *options, example.image(SUMMARISE), *arguments]
    first = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert first.returncode == 1, first.stdout + first.stderr
    assert "missing.csv" in (days / "coordinator" / "missing.err").read_text()
    (days / "missing.csv").write_text("station,hour,level\nB,0,2.5\n")
    again = subprocess.run([*command, "--gw_ignore_error_files", "yes"], capture_output=True, text=True, timeout=120)
    assert again.returncode == 0, again.stdout + again.stderr
    assert sorted(path.name for path in (days / "coordinator").iterdir()) == [
        "missing.processed",
        "one.processed",
        "runs",
    ]


@pytest.mark.parametrize("backend", ["s3kv", "cos"])
def test_workers_share_an_object_store(backend, small, days, object_store):
    script = '''\
"""Doubles numbers."""
import os

# Where results go.
target = os.getenv("target", "data")


def grid_process(batch_id, target, **kwargs):
    with open(os.path.join(target, f"{batch_id}.txt"), "a") as file:
        file.write(f"{2 * int(batch_id)}\\n")
'''
    built = small(script, manifest=f'[tool.claimed.grid-wrappers.probe]\nbackend = "{backend}"\n')
    connection = f"{object_store}/{uuid.uuid4().hex}"
    (days / "numbers.csv").write_text("\ufefffilename,other\r\n" + "".join(f"{n},x\r\n" for n in range(30)))
    options = ["--network", "host", "--volume", f"{days}:/opt/app-root/src/data"]
    options += ["--env", f"gw_coordinator_connection={connection}"]
    logs = Workers(built.image("gw-probe"), options, ["--gw_batch_file", "data/numbers.csv", *QUICK]).logs()
    assert [int((days / f"{n}.txt").read_text()) for n in range(30)] == [2 * n for n in range(30)]
    secret = connection.partition("@")[0].rpartition(":")[2]
    assert not any(secret in log for log in logs)


def test_cwl_gives_each_tool_its_share(small, days, tmp_path, client):
    script = '''\
"""Doubles numbers."""
import os

# The number.
number = int(os.getenv("number"))
print("double", 2 * number)
'''
    table = '[tool.claimed.grid-wrappers.probe]\nindexed = true\nparallelism = 3\nparameters = { number = "{batch}" }\n'
    built = small(script, manifest=table)
    (tmp_path / "job.json").write_text(
        json.dumps({"gw_batch_file": {"class": "File", "path": str(tmp_path / "numbers.txt")}})
    )
    (tmp_path / "numbers.txt").write_text("1,2,3,4,5,6,7")
    workflow = built.root / "dist" / "claimed" / "gw-probe" / "gw_probe.scatter.cwl"
    completed = subprocess.run(
        [client("CLAIMED_TEST_CWLTOOL"), "--quiet", str(workflow), str(tmp_path / "job.json")],
        cwd=days,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert completed.returncode == 0, completed.stderr
    printed = [line for line in completed.stderr.splitlines() + completed.stdout.splitlines() if "double" in line]
    assert sorted(int(line.split()[-1]) for line in printed) == [2, 4, 6, 8, 10, 12, 14]


def test_operator_and_grid_wrapper_share_the_layers_of_their_packages(example):
    _, operator = example.manifest("make-measurements")
    _, wrapper = example.manifest(MAKE)
    # the last four are the launcher, the working directory, the additional files and the script
    shared, own = ([layer["digest"] for layer in manifest["layers"]] for manifest in (operator, wrapper))
    assert len(own) == len(shared)
    assert own[:-4] == shared[:-4]
    assert own[-4] != shared[-4]
