"""cwltool runs operators."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from probes import seen
from runs import Key, Result
from values import SCENARIOS, values

from hatch_claimed.artifacts import cwl
from hatch_claimed.running.program import launcher, lay_out

CLIENT = "cwltool"
IMAGE = re.compile(r"^- class: DockerRequirement\n  dockerPull: .*\n", re.MULTILINE)


def cwl_results(operators, cwltool, folder, monkeypatch):
    """The result of each operator and scenario by its key. The launcher lies on this machine, not in an image."""
    asked, keys = [], []
    for operator in operators:
        tool = write_tool(operator, folder / operator.name, monkeypatch)
        ids = cwl.identifiers(operator)
        for scenario in SCENARIOS:
            (place := folder / operator.name / scenario).mkdir()
            job = {ids[name]: value for name, value in values(operator, scenario).items()}
            asked.append([str(tool), job, str(place / "output")])
            keys.append(Key(operator.name, CLIENT, scenario))
    python = Path(cwltool).with_name("python")
    environment = {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", "HOME": str(folder)}
    program = Path(__file__).with_name("cwl_runs.py")
    done = subprocess.run([python, program], input=json.dumps(asked), capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr[-4000:]
    outputs = [Path(path).read_text(errors="replace") for *_, path in asked]
    results = [
        Result(code, tuple(seen(text)), text[-2000:])
        for code, text in zip(json.loads(done.stdout), outputs, strict=True)
    ]
    return dict(zip(keys, results, strict=True))


def write_tool(operator, folder, monkeypatch):
    """The tool's file, which names the launcher where it lies here."""
    lay_out(operator, None, folder / "image")
    with monkeypatch.context() as patched:
        patched.setattr(cwl, "ENTRY_POINT", str(launcher(folder / "image")))
        text = cwl.Cwl().render(operator).decode()
    text, removed = IMAGE.subn("", text)
    assert removed == 1
    path = folder / cwl.Cwl().path(operator).name
    path.write_text(text)
    return path
