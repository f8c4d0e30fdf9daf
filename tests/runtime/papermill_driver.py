"""Runs in an environment with papermill: executes notebooks, and tells what each printed.

Reads JSON from stdin, a list of objects with `notebook`, and `parameters` for its API or `arguments` for its commands.
"""

import json
import sys
import tempfile
from pathlib import Path

import nbformat
import papermill
from click.testing import CliRunner
from papermill.__main__ import papermill as command


def printed(job, folder):
    given, result = folder / "given.ipynb", folder / "result.ipynb"
    given.write_text(json.dumps(job["notebook"]))
    if "arguments" in job:
        done = CliRunner().invoke(command, [str(given), str(result), "--no-progress-bar", *job["arguments"]])
        assert done.exit_code == 0, done.output
    else:
        papermill.execute_notebook(str(given), str(result), parameters=job["parameters"], progress_bar=False)
    outputs = [one for cell in nbformat.read(result, 4).cells for one in cell.get("outputs", [])]
    return "".join(one["text"] for one in outputs if one["output_type"] == "stream" and one["name"] == "stdout")


with tempfile.TemporaryDirectory() as name:
    texts = [printed(job, Path(name)) for job in json.load(sys.stdin)]
json.dump(texts, sys.stdout)
