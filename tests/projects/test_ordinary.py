"""What `check` says about scripts and notebooks as their authors write them: plotting, SQL, Spark, scikit-learn, deep
learning, signals, and R. Nothing else may be said of them: a rule that cries without a reason is not trusted.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).with_name("ordinary")
# each with what makes it right to say so
SAID = {
    # Spark's own settings, which the notebook writes: neither is an output
    ("aggregate-trips-spark.ipynb", "CLM110"): 1,
    # `evaluate` is installed and never imported
    ("finetune-text-model.ipynb", "CLM052"): 1,
    # settings of libraries
    ("finetune-text-model.ipynb", "CLM110"): 1,
    # tqdm without a version
    ("load-readings-to-sql.ipynb", "CLM053"): 1,
    # confusion.png is written and vanishes with the container
    ("train-soil-classifier.ipynb", "CLM114"): 1,
}


def test_nothing_is_said_of_ordinary_scripts_without_a_reason(tmp_path):
    root = tmp_path / "ordinary"
    shutil.copytree(PROJECT, root)
    command = [Path(sys.executable).with_name("hatch-claimed"), "-C", root, "check", "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    found = {}
    for one in json.loads(done.stdout):
        key = Path(one["path"]).name, one["code"]
        found[key] = found.get(key, 0) + 1
    assert found == SAID
