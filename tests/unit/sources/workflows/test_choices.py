"""Values in workflows, against the choices of a script that reads its arguments."""

import pytest

TRAIN = (
    '"""Trains a model."""\nimport argparse\np = argparse.ArgumentParser()\n'
    "p.add_argument('--mode', choices=['fast', 'slow'], default='usual', help='which way')\n"
    "p.add_argument('--level', type=int, choices=range(3), default=0, help='how much')\n"
    "p.add_argument('--sizes', type=int, nargs='+', choices=[1, 2], default=[1], help='how large')\np.parse_args()\n"
)


@pytest.mark.parametrize(
    "values",
    [
        'parameters = { mode = "fast", level = 2, sizes = "1 2" }',
        'parameters = { mode = "usual" }',
        'scatter = { mode = ["fast", "slow"] }',
    ],
)
def test_values_that_a_parameter_takes(inspected, values):
    found = inspected(f"[tool.claimed.workflows.w.steps.train]\n{values}", **{"train.py": TRAIN})
    assert [one for one in found.findings if one.severity != "hint"] == []


@pytest.mark.parametrize(
    ("table", "where", "value"),
    [
        ('[tool.claimed.workflows.w.steps.train]\nparameters = { mode = "quick" }', "6", "'quick'"),
        ("[tool.claimed.workflows.w.steps.train]\nparameters = { level = 3 }", "6", "3"),
        (
            'inputs = { how = "quick" }\n[tool.claimed.workflows.w.steps.train]\nparameters = { mode = "{inputs.how}" }',
            "7",
            "'quick'",
        ),
        ('[tool.claimed.workflows.w.steps.train]\nscatter = { mode = ["fast", "quick"] }', "6", "'quick'"),
    ],
)
def test_values_that_it_does_not_take(inspected, table, where, value):
    found = inspected(table, **{"train.py": TRAIN})
    (finding,) = [one for one in found.findings if one.severity != "hint"]
    assert (finding.code, str(finding.line)) == ("CLM104", where)
    assert f"is {value}, which the parameter " in finding.message
    assert finding.remedy.startswith("It is one of ")
