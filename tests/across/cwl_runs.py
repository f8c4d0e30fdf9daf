"""Runs below cwltool: each tool with its job, in this one process, since cwltool takes a second to start.

Standard input holds a list of `[path, job, stdout]`, standard output gets a list of exit codes.
"""

import json
import os
import sys
from pathlib import Path

from cwltool.context import RuntimeContext
from cwltool.factory import Factory, WorkflowStatus


def main():
    asked = json.load(sys.stdin)
    answer = os.dup(1)
    sys.stdout.flush()
    codes = [status(*one) for one in asked]
    os.write(answer, json.dumps(codes).encode())


def status(tool, job, output):
    """0 where cwltool is content. What tools and cwltool itself print goes to a file."""
    folder = Path(output).parent / "out"
    context = RuntimeContext({"use_container": False, "outdir": str(folder), "default_stdout": None})
    with Path(output).open("wb") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
        try:
            Factory(runtime_context=context).make(tool)(**job)
        except WorkflowStatus:
            return 1
        except Exception as error:  # noqa: BLE001 - whatever it is, the tool has not run
            os.write(2, f"{type(error).__name__}: {error}".encode())
            return 2
    return 0


main()
