"""Images of what scientists use run as anybody: whoever the user is, read-only or not, and whichever client starts them.

Each operator of the project `ways` writes one line, which is the same in all ways.
"""

import json
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from builds import build

pytestmark = pytest.mark.engine

PROJECT = Path(__file__).with_name("ways")
RIGHT = {
    "compile-squares": "285",
    "count-letters": "Thür 4 TRUE TRUE",
    "draw-levels": "2.625 True",
    "fetch-table": "a,b True",
    "fit-levels": "8 fitted",
    "fit-model": "{'alpha': 0.001}",
    "plot-levels": "2.625 True",
    "say-who": "hello True",
    "show-progress": "[0, 1, 4] 5",
    "spread-levels": "1 4 9 16 4 4",
    "spread-rows": "[100000.0, 100000.0, 100000.0, 100000.0]",
    "sum-squares": "285",
}
DOCKER = {
    "by default": [],
    "any user, read-only root": ["--user", "12345:0", "--read-only", "--tmpfs", "/tmp"],
    "another group": ["--user", "1000:1000"],
}
READ = "/opt/claimed/run --result /tmp/result.txt && echo && echo --- && cat /tmp/result.txt"


@pytest.fixture(scope="module")
def ways_to_run(tmp_path_factory, repository):
    root = tmp_path_factory.mktemp("ways") / "project"
    shutil.copytree(PROJECT, root, ignore=shutil.ignore_patterns("dist"))
    manifest = root / "pyproject.toml"
    manifest.write_text(manifest.read_text().replace("127.0.0.1:5000/ways", f"{repository}/ways"))
    return build(root, "build")


def by_docker(built, name, options):
    command = ["docker", "run", "--rm", "--network", "none", *options, built.image(name), "sh", "-c", READ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    if done.returncode:
        return done.stderr[-2000:]
    # whatever libraries complain of stands in the log
    complaints = [line for line in done.stderr.splitlines() if "warning" in line.lower()]
    return "\n".join([done.stdout.rpartition("---\n")[2].strip(), *complaints])


def by_kubeflow(built, python, folder):
    """One pipeline for all, since its runner takes seconds to start."""
    folder.mkdir()
    # else Docker makes it, and then root alone may write there
    (folder / "outputs").mkdir()
    (folder / "outputs").chmod(0o777)
    components = {name: str(built.artifact(name, "kfp")) for name in RIGHT}
    (folder / "components.json").write_text(json.dumps(components))
    script = """
import json
from kfp import components, local
local.init(runner=local.DockerRunner(), pipeline_root="outputs", raise_on_error=False)
found = {}
for name, path in json.load(open("components.json")).items():
    task = components.load_component_from_file(path)()
    found[name] = task.outputs.get("result", "no result")
json.dump(found, open("found.json", "w"))
"""
    done = subprocess.run([python, "-c", script], cwd=folder, capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    return {name: text.strip() for name, text in json.loads((folder / "found.json").read_text()).items()}


def by_cwltool(built, program, name, folder):
    command = [program, "--quiet", "--outdir", str(folder), str(built.artifact(name, "cwl"))]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    if done.returncode:
        return done.stderr[-2000:]
    return Path(json.loads(done.stdout)["result"]["path"]).read_text().strip()


def table(found, ways):
    rows = [["", *ways]]
    rows += [[name, *("right" if found[name, way] == RIGHT[name] else "wrong" for way in ways)] for name in RIGHT]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def test_what_scientists_use_runs_in_every_way(ways_to_run, client, tmp_path, capsys):
    kubeflow, cwltool = client("CLAIMED_TEST_KFP2_PYTHON"), client("CLAIMED_TEST_CWLTOOL")
    with ThreadPoolExecutor(2) as pool:
        asked = {
            **{
                (name, way): pool.submit(by_docker, ways_to_run, name, options)
                for way, options in DOCKER.items()
                for name in RIGHT
            },
            **{
                (name, "cwltool"): pool.submit(by_cwltool, ways_to_run, cwltool, name, tmp_path / f"cwl-{name}")
                for name in RIGHT
            },
        }
    found = {key: one.result() for key, one in asked.items()}
    found |= {
        (name, "kfp.local"): text for name, text in by_kubeflow(ways_to_run, kubeflow, tmp_path / "kubeflow").items()
    }
    ways = [*DOCKER, "cwltool", "kfp.local"]
    with capsys.disabled():
        sys.stdout.write(f"\n{table(found, ways)}\n")
    assert found == {(name, way): RIGHT[name] for way in ways for name in RIGHT}
