"""What passes between steps as a file, and what may be too large to pass as a text."""

import pytest

from hatch_claimed.checks.report import as_text
from hatch_claimed.model.workflow import FromStep

STEPS = """\
[tool.claimed.workflows.w.steps.make]
{files}
[tool.claimed.workflows.w.steps.clean]
parameters = {{ table = "{{make.{output}}}" }}
[tool.claimed.workflows.w.steps.store]
parameters = {{ table = "{{make.{output}}}" }}
"""
HINT = "pyproject.toml:5: hint CLM120: `tool.claimed.workflows.w.steps.make` hands `table` on to step 'clean'"


def found(inspected, files="", output="table", **scripts):
    findings = inspected(STEPS.format(files=files, output=output), **scripts).findings
    return as_text([one for one in findings if one.path == "pyproject.toml"])


def test_files_are_outputs_of_the_step(inspected):
    [workflow] = inspected(STEPS.format(files='files = ["table"]', output="table")).workflows
    assert [(step.name, step.files) for step in workflow.steps] == [("make", ("table",)), ("clean", ()), ("store", ())]
    assert workflow.hands_on_a_file(FromStep("make", "table"))
    assert not workflow.hands_on_a_file(FromStep("make", "report"))
    assert not workflow.hands_on_a_file(FromStep("clean", "cleaned"))


def test_a_result_that_may_be_large_is_told_once(inspected):
    assert found(inspected) == (
        f"{HINT} as an argument in Kubeflow: a text of at most 131,071 bytes\n"
        '    Write `files = ["table"]` to hand on its path, as CWL does, or `files = []` if it stays shorter.\n'
        "1 hint"
    )


def test_what_is_no_text_has_one_way_out(inspected):
    script = 'import os\nos.environ["table"] = "out/T.PARQUET"\n'
    assert found(inspected, **{"make.py": script}) == (
        f"{HINT} as an argument in Kubeflow: a text of at most 131,071 bytes\n"
        '    Write `files = ["table"]` to hand on its path, as CWL does.\n'
        "1 hint"
    )


@pytest.mark.parametrize(
    ("files", "output", "path"),
    [
        ('files = ["table"]', "table", "table.csv"),
        ("files = []", "table", "table.csv"),
        ("", "report", "table.csv"),
        ("", "table", "table.txt"),
        ("", "table", "table"),
    ],
)
def test_nothing_is_told_of_what_is_decided_and_of_short_texts(inspected, files, output, path):
    script = f'import os\nos.environ["table"] = "{path}"\nos.environ["report"] = "report.txt"\n'
    assert "CLM120" not in found(inspected, files, output, **{"make.py": script})


def test_files_that_the_step_does_not_write(inspected):
    assert found(inspected, 'files = ["tables", "report"]').startswith(
        "pyproject.toml:6: error CLM101: `tool.claimed.workflows.w.steps.make.files` names 'tables', which step 'make' "
        "does not write\n    Did you mean `table`?\n"
    )
