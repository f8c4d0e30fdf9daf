"""What Kubeflow's local runner calls operators with."""

import json
import os
import subprocess
from pathlib import Path

from runs import Call, Key
from values import SCENARIOS, secrets, typed_text, values

from hatch_claimed.artifacts.artifact import ENTRY_POINT
from hatch_claimed.artifacts.kfp import Kfp

CLIENT = "kubeflow"


def kubeflow_calls(operators, python, folder):
    """A call for each operator and scenario. The image's entry point stands before it, as Docker puts it there."""
    asked, keys = [], []
    for operator in operators:
        path = folder / f"{operator.name}.yaml"
        path.write_bytes(Kfp().render(operator))
        for scenario in SCENARIOS:
            given = values(operator, scenario)
            hidden = {name: typed_text(given.pop(name)) for name in secrets(operator)}
            asked.append([str(path), given])
            keys.append((Key(operator.name, CLIENT, scenario), hidden))
    environment = {**os.environ, "HOME": str(folder), "PYTHONPATH": "", "DOCKER_CONFIG": str(folder)}
    program = Path(__file__).with_name("kfp_commands.py")
    done = subprocess.run(
        [python, "-W", "ignore", program], input=json.dumps(asked), capture_output=True, text=True, env=environment
    )
    assert done.returncode == 0, done.stderr[-4000:]
    commands = json.loads(done.stdout)
    assert len(commands) == len(keys), done.stderr[-4000:]
    return [
        Call(key, (ENTRY_POINT, *command), variables | hidden)
        for (key, hidden), (command, variables) in zip(keys, commands, strict=True)
    ]
