"""`hatch-claimed run --engine process` runs operators, in this process but for the operators themselves."""

import os
import sys
import tempfile
from contextlib import contextmanager

from probes import seen
from runs import Key, Result
from values import SCENARIOS, typed_text, values

from hatch_claimed.cli import main, run

CLIENT = "process"


def process_results(plan, root, folder, monkeypatch):
    """The result of each operator and scenario by its key."""
    # the project on disk is that of the scripts, this one that of their probes
    monkeypatch.setattr(run, "_planned", lambda _context: plan)
    return {
        Key(operator.name, CLIENT, scenario): one_run(operator, scenario, root, folder, monkeypatch)
        for operator in plan.project.operators
        for scenario in SCENARIOS
    }


def one_run(operator, scenario, root, folder, monkeypatch):
    given = values(operator, scenario).items()
    words = [word for name, value in given for word in (f"--{name}", typed_text(value))]
    data = tempfile.mkdtemp(dir=folder)
    command = ["hatch-claimed", "-C", str(root), "run", operator.name, "--engine", "process", "--data", data, *words]
    monkeypatch.setattr(sys, "argv", command)
    with captured() as output:
        code = call()
    return Result(code, tuple(seen(output.text)), output.text[-2000:])


def call():
    try:
        main()
    except SystemExit as end:
        return end.code or 0


class Output:
    text = ""


@contextmanager
def captured():
    """What this process and those below it write to stdout and stderr."""
    output, kept = Output(), [os.dup(1), os.dup(2)]
    with tempfile.TemporaryFile() as file:
        for number in (1, 2):
            os.dup2(file.fileno(), number)
        try:
            yield output
        finally:
            for number, copy in zip((1, 2), kept, strict=True):
                os.dup2(copy, number)
                os.close(copy)
            file.seek(0)
            output.text = file.read().decode(errors="replace")
