"""Runs all scripts of a corpus through all clients."""

from calls import container_calls
from containers import Containers
from cwl import cwl_results
from kubeflow import kubeflow_calls
from processes import process_results
from values import SCENARIOS


def results(corpus, clients, folder, monkeypatch):
    """What came of each script, by its name, the client and the scenario. `clients` are programs by name."""
    for name in ("batch", "kubeflow", "cwl", "data", "project"):
        (folder / name).mkdir()
    # what the command line looks for before anything else
    (folder / "project" / "pyproject.toml").write_text("[tool.claimed]\n")
    (folder / "batch").chmod(0o755)
    containers = Containers(folder / "batch")
    for one in corpus.probed:
        containers.add(one)
    calls = [call for one in corpus.probed for scenario in SCENARIOS for call in container_calls(one, scenario)]
    calls += kubeflow_calls(corpus.operators, clients["kfp"], folder / "kubeflow")
    found = containers.run(calls, {one.name: one.kind for one in corpus.operators})
    found |= cwl_results(corpus.operators, clients["cwltool"], folder / "cwl", monkeypatch)
    monkeypatch.setenv("CLAIMED_CACHE_DIR", str(folder / "cache"))
    return found | process_results(corpus.plan, folder / "project", folder / "data", monkeypatch)


def by_script(found):
    """The results of each script by client and scenario."""
    grouped = {}
    for key, result in found.items():
        grouped.setdefault(key.name, {})[key.client, key.scenario] = result
    return grouped
