"""The examples on the pages of the rules say what the pages promise."""

import pytest

from hatch_claimed.checks.rules.workflows import RULES
from hatch_claimed.planning.inspection import inspect
from hatch_claimed.settings.load import read_manifest, resolve
from hatch_claimed.system.tree import Tree

MAKE = (
    'import os\nnum_values = int(os.getenv("num_values", 5))\nseed = int(os.getenv("seed", 1))\n'
    'noise = float(os.getenv("noise", 0.2))\nos.environ["measurements"] = "m.csv"\n'
)
SCRIPTS = {
    "make.py": MAKE.replace("m.csv", "m.txt"),
    "make_measurements.py": MAKE,
    "clean.py": 'import os\nmeasurements = os.getenv("measurements")\nos.environ["cleaned"] = "c.csv"\n',
    "check.py": "print(5)\n",
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
@pytest.mark.parametrize("kind", ["bad", "good"])
def test_the_examples_of_a_page(rule, kind, tmp_path):
    (tmp_path / "operators").mkdir()
    for name, text in SCRIPTS.items():
        (tmp_path / "operators" / name).write_text(text)
    manifest, _ = read_manifest(getattr(rule, kind))
    settings, known = resolve(manifest, "1.0")
    found = inspect(settings, Tree(tmp_path), known).findings
    said = [(finding.code, finding.severity) for finding in found if finding.path == "pyproject.toml"]
    assert said == ([(rule.code, rule.severity)] if kind == "bad" else [])
