"""Projects that are built, and what came of them."""

import json
import subprocess
import sys
import urllib.request
from pathlib import Path

REGISTRY = "127.0.0.1:5000"
MANIFESTS = "application/vnd.oci.image.manifest.v1+json, application/vnd.oci.image.index.v1+json"


def run(*command, status=0, timeout=600, **kwargs):
    completed = subprocess.run(command, capture_output=True, text=True, timeout=timeout, **kwargs)
    assert completed.returncode == status, completed.stdout + completed.stderr
    return completed.stdout


class Built:
    """A project whose images were built and pushed."""

    def __init__(self, root, output):
        self.root = root
        self.output = output
        catalog = json.loads((root / "dist" / "claimed" / "catalog.json").read_text())
        self.operators = {one["name"]: one for one in (*catalog["operators"], *catalog["grid_wrappers"])}

    def image(self, name):
        return self.operators[name]["image"]

    def artifact(self, name, kind):
        return self.root / "dist" / "claimed" / self.operators[name]["artifacts"][kind]

    def docker_run(self, name, *arguments, options=(), status=0, **kwargs):
        command = ["docker", "run", "--rm", "--network", "none", *options, self.image(name), *arguments]
        return run(*command, status=status, **kwargs)

    def manifest(self, name):
        repository, _, tag = self.image(name).removeprefix(f"{REGISTRY}/").rpartition(":")
        request = urllib.request.Request(
            f"http://{REGISTRY}/v2/{repository}/manifests/{tag}", headers={"Accept": MANIFESTS}
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.headers["Docker-Content-Digest"], json.load(answer)


def build(root, images="push"):
    command = [Path(sys.executable).parent / "hatch-claimed", "-C", str(root), "build", "--images", images]
    completed = subprocess.run(command, capture_output=True, text=True, timeout=1200)
    assert completed.returncode == 0, completed.stdout + completed.stderr
    return Built(root, completed.stderr)
