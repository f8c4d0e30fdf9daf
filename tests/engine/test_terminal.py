"""What a terminal shows of real builds."""

import json
import os
import re

from screens import show

MANIFEST = """\
[tool.claimed]
repository = "{repository}/terminal"
version = "1"
python = "3.11"
base-image = "docker.io/library/python:3.11-slim"
images = "push"
"""
SCRIPT = '"""Made for {name}."""\nimport os\nx = int(os.getenv("x", 1))\n'


def build(root, **operators):
    for name, more in operators.items():
        path = root / "operators" / f"{name}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(SCRIPT.format(name=name) + more)
    environment = {**os.environ, "NO_COLOR": "1"}
    return show(["hatch-claimed", "build"], root, environment, columns=200)


def test_images_with_their_steps_sizes_and_digests(tmp_path, repository):
    (tmp_path / "pyproject.toml").write_text(MANIFEST.format(repository=repository))
    shown = build(tmp_path, alpha="", beta="")
    assert shown.status == 0, shown.screen
    assert re.search(r"alpha  running +\d+ s  \S", shown.written)
    assert re.search(r"beta   done +\d+ s", shown.written)
    *_, alpha, beta = shown.screen.split("\n")
    catalog = json.loads((tmp_path / "dist" / "claimed" / "catalog.json").read_text())
    for line, operator in zip((alpha, beta), catalog["operators"], strict=True):
        image = re.escape(operator["image"])
        assert re.fullmatch(rf"{image} +built +\d+ s +\d+\.?\d* MB +{operator['digest']}", line), shown.screen


def test_a_step_that_fails_is_shown_whole(tmp_path, repository):
    (tmp_path / "pyproject.toml").write_text(MANIFEST.format(repository=repository))
    shown = build(tmp_path, good="", bad="# pip install --no-index no-such-package-of-ours\n")
    assert shown.status == 4, shown.screen
    assert re.search(r"^bad   failed +\d+ s  2/5 RUN /bin/sh /run/claimed/install\.sh$", shown.screen, re.MULTILINE)
    assert (
        """
the image of bad could not be built or pushed
  2/5 RUN /bin/sh /run/claimed/install.sh
    ERROR: Could not find a version that satisfies the requirement no-such-package-of-ours (from versions: none)
    ERROR: No matching distribution found for no-such-package-of-ours
    exit code: 1
1 of 2 images failed. """
        in shown.screen
    ), shown.screen
