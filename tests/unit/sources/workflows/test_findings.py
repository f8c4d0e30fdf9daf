"""What is wrong with tables of workflows, as the whole text that says so."""

import pytest

from hatch_claimed.checks.report import as_text

CASES = {
    "unknown operator": (
        """\
[tool.claimed.workflows.w.steps.a]
operator = "mak"
""",
        """\
pyproject.toml:6: error CLM100: `tool.claimed.workflows.w.steps.a.operator` runs 'mak', which is no operator
    Did you mean `make`?
1 error
""",
    ),
    "no operator of the step's name": (
        """\
[tool.claimed.workflows.w.steps.mk]
[tool.claimed.workflows.w.steps.qqq]
""",
        """\
pyproject.toml:5: error CLM100: `tool.claimed.workflows.w.steps.mk` runs 'mk', which is no operator
    Did you mean `make`?
pyproject.toml:6: error CLM100: `tool.claimed.workflows.w.steps.qqq` runs 'qqq', which is no operator
    Operators are clean, make, store.
2 errors
""",
    ),
    "unknown input": (
        """\
inputs = { limits = 1.0, n = 2.0 }
[tool.claimed.workflows.w.steps.make]
parameters = { noise = "{inputs.limit}", count = 1 }
[tool.claimed.workflows.w.steps.make-more]
operator = "make"
parameters = { noise = "{inputs.limits}" }
[tool.claimed.workflows.w.steps.most]
operator = "make"
parameters = { noise = "{inputs.n}" }
""",
        """\
pyproject.toml:7: error CLM101: `tool.claimed.workflows.w.steps.make.parameters.noise` takes 'limit', which is no input of the workflow
    Did you mean `limits`?
1 error
""",
    ),
    "unknown step": (
        """\
[tool.claimed.workflows.w.steps.make]
[tool.claimed.workflows.w.steps.clean]
parameters = { table = "{maek.table}" }
""",
        """\
pyproject.toml:7: error CLM101: `tool.claimed.workflows.w.steps.clean.parameters.table` takes from 'maek', which is no step
    Did you mean `make`?
1 error
""",
    ),
    "unknown output": (
        """\
[tool.claimed.workflows.w.steps.make]
[tool.claimed.workflows.w.steps.clean]
parameters = { table = "{make.tables}" }
""",
        """\
pyproject.toml:7: error CLM101: `tool.claimed.workflows.w.steps.clean.parameters.table` takes 'tables', which step 'make' does not write
    Did you mean `table`?
1 error
""",
    ),
    "unknown step to wait for": (
        """\
[tool.claimed.workflows.w.steps.make]
after = ["store"]
""",
        """\
pyproject.toml:6: error CLM101: `tool.claimed.workflows.w.steps.make.after` names 'store', which is no step
    Steps are make.
1 error
""",
    ),
    "unknown result": (
        """\
outputs = { out = "{make.tabel}", other = "{inputs.n}", third = "table" }
inputs = { n = 1 }
[tool.claimed.workflows.w.steps.make]
parameters = { count = "{inputs.n}" }
""",
        """\
pyproject.toml:5: error CLM101: `tool.claimed.workflows.w.outputs.out` takes 'tabel', which step 'make' does not write
    Did you mean `table`?
pyproject.toml:5: error CLM101: `tool.claimed.workflows.w.outputs.other` is '{inputs.n}', which no step writes
    Write an output of a step as `{step.output}`.
pyproject.toml:5: error CLM101: `tool.claimed.workflows.w.outputs.third` is 'table', which no step writes
    Write an output of a step as `{step.output}`.
3 errors
""",
    ),
    "part of a text": (
        """\
inputs = { n = "a" }
[tool.claimed.workflows.w.steps.make]
parameters = { name = "data/{inputs.n}.csv" }
[tool.claimed.workflows.w.steps.clean]
parameters = { table = "{make" }
""",
        """\
pyproject.toml:7: error CLM101: `tool.claimed.workflows.w.steps.make.parameters.name` is a text in which `{inputs.n}` means nothing
    Write `{inputs.name}` or `{step.output}` and nothing else, and `{{` and `}}` for braces themselves.
pyproject.toml:9: error CLM101: `tool.claimed.workflows.w.steps.clean.parameters.table` is a text with a brace that has no partner
    Write `{inputs.name}` or `{step.output}` and nothing else, and `{{` and `}}` for braces themselves.
2 errors
""",
    ),
    "unknown parameter": (
        """\
[tool.claimed.workflows.w.steps.make]
parameters = { counts = 5 }
scatter = { xyz = [1] }
""",
        """\
pyproject.toml:6: error CLM102: `tool.claimed.workflows.w.steps.make.parameters.counts` is no parameter of 'make'
    Did you mean `count`?
pyproject.toml:7: error CLM102: `tool.claimed.workflows.w.steps.make.scatter.xyz` is no parameter of 'make'
    Its parameters are count, noise, name, flag, log_level.
2 errors
""",
    ),
    "bound twice": (
        """\
[tool.claimed.workflows.w.steps.make]
parameters = { count = 5 }
scatter = { count = [1] }
""",
        """\
pyproject.toml:7: error CLM102: `tool.claimed.workflows.w.steps.make.scatter.count` stands below `parameters` as well
    Keep the one below `scatter` for a list, the one below `parameters` for one value.
1 error
""",
    ),
    "required parameter": (
        """\
[tool.claimed.workflows.w.steps.clean]
""",
        """\
pyproject.toml:5: error CLM103: `tool.claimed.workflows.w.steps.clean` gives no value to 'table', which 'clean' requires
    Write `table = "{inputs.table}"` below `parameters`, an output of a step, or a value.
1 error
""",
    ),
    "types": (
        """\
inputs = { text = "a", n = 1 }
[tool.claimed.workflows.w.required]
x = "Integer"
y = "Str"
[tool.claimed.workflows.w.steps.make]
parameters = { count = "5", noise = "{inputs.text}", name = 5, flag = 1 }
[tool.claimed.workflows.w.steps.more]
operator = "make"
parameters = { noise = "{inputs.x}", count = "{inputs.n}", flag = "{make.table}", name = "{inputs.y}" }
""",
        """\
pyproject.toml:8: error CLM104: `tool.claimed.workflows.w.required.y` is 'Str', which is no type
    Did you mean `String`?
pyproject.toml:10: error CLM104: `tool.claimed.workflows.w.steps.make.parameters.count` is a value of type String, and the parameter is of type Integer
    Write a value such as `5`.
pyproject.toml:10: error CLM104: `tool.claimed.workflows.w.steps.make.parameters.noise` is a value of type String, and the parameter is of type Float
    Write a default such as `0.5` below `inputs`, or take another input.
pyproject.toml:10: error CLM104: `tool.claimed.workflows.w.steps.make.parameters.name` is a value of type Integer, and the parameter is of type String
    Write a value such as `"text"`.
pyproject.toml:10: error CLM104: `tool.claimed.workflows.w.steps.make.parameters.flag` is a value of type Integer, and the parameter is of type Boolean
    Write a value such as `true`.
pyproject.toml:13: error CLM104: `tool.claimed.workflows.w.steps.more.parameters.noise` is a value of type Integer, and the parameter is of type Float
    Write `x = "Float"` below `required`.
pyproject.toml:13: error CLM104: `tool.claimed.workflows.w.steps.more.parameters.flag` is a value of type String, and the parameter is of type Boolean
    Outputs are files: only a String parameter takes their path, or in Kubeflow their text.
7 errors
""",
    ),
    "lists that cannot be": (
        """\
inputs = { none = [], mixed = [1, "a"], large = 9007199254740993, n = 1 }
[tool.claimed.workflows.w.required]
n = "Integer"
[tool.claimed.workflows.w.steps.make]
scatter = { count = "{inputs.none}" }
parameters = { noise = inf, name = "{inputs.mixed}", flag = "{inputs.large}" }
""",
        """\
pyproject.toml:5: error CLM104: `tool.claimed.workflows.w.inputs.none` is an empty list
    Write the values that there are by default.
pyproject.toml:5: error CLM104: `tool.claimed.workflows.w.inputs.mixed` mixes types
    Write values of one type.
pyproject.toml:5: error CLM104: `tool.claimed.workflows.w.inputs.large` holds a number that Kubeflow does not carry exactly
    Write a finite number below 2**53, or make it a text.
pyproject.toml:7: error CLM104: `tool.claimed.workflows.w.required.n` stands below `inputs` as well
    Keep the one below `inputs` if there is a default.
pyproject.toml:10: error CLM104: `tool.claimed.workflows.w.steps.make.parameters.noise` holds a number that Kubeflow does not carry exactly
    Write a finite number below 2**53, or make it a text.
5 errors
""",
    ),
    "a text of two lines": (
        """\
inputs = { name = "a\\nb" }
[tool.claimed.workflows.w.steps.make]
parameters = { name = "{inputs.name}" }
""",
        """\
pyproject.toml:5: error CLM104: `tool.claimed.workflows.w.inputs.name` holds a line break, which KFP 2 does not compile
    Write it on one line, or as a constant below `parameters` of a step.
1 error
""",
    ),
    "cycle": (
        """\
[tool.claimed.workflows.w.steps.clean]
parameters = { table = "{clean-again.cleaned}" }
[tool.claimed.workflows.w.steps.clean-again]
operator = "clean"
parameters = { table = "{make.table}" }
[tool.claimed.workflows.w.steps.make]
after = ["clean"]
""",
        """\
pyproject.toml:5: error CLM105: `tool.claimed.workflows.w.steps.clean` waits for itself: clean waits for clean-again waits for make waits for clean
    Take one of these out of `parameters`, `scatter` or `after`.
1 error
""",
    ),
    "waits for itself": (
        """\
[tool.claimed.workflows.w.steps.make]
after = ["make"]
""",
        """\
pyproject.toml:5: error CLM105: `tool.claimed.workflows.w.steps.make` waits for itself: make waits for make
    Take one of these out of `parameters`, `scatter` or `after`.
1 error
""",
    ),
    "lists": (
        """\
inputs = { counts = [1, 2], one = 1 }
[tool.claimed.workflows.w.steps.make]
scatter = { count = "{inputs.counts}" }
[tool.claimed.workflows.w.steps.clean]
parameters = { table = "{make.table}" }
[tool.claimed.workflows.w.steps.more]
operator = "make"
parameters = { count = "{inputs.counts}", noise = [1.5] }
scatter = { name = "b" }
[tool.claimed.workflows.w.steps.most]
operator = "clean"
scatter = { table = "{make.table}", limit = [1.0, 2.0] }
[tool.claimed.workflows.w.steps.last]
operator = "make"
scatter = { count = "{inputs.one}" }
""",
        """\
pyproject.toml:9: error CLM106: `tool.claimed.workflows.w.steps.clean.parameters.table` is `{make.table}`, a list: there is one for each run of step 'make'
    Write it below `scatter`, so that step 'clean' runs as often. An operator takes one value: Kubeflow and CWL do not hand it a whole list alike. Lists are results of the workflow.
pyproject.toml:12: error CLM106: `tool.claimed.workflows.w.steps.more.parameters.count` is `{inputs.counts}`, a list, and an operator takes one value
    Write it below `scatter`, so that step 'more' runs once for each element.
pyproject.toml:12: error CLM106: `tool.claimed.workflows.w.steps.more.parameters.noise` is a list, and an operator takes one value
    Write it below `scatter`, so that step 'more' runs once for each element.
pyproject.toml:13: error CLM106: `tool.claimed.workflows.w.steps.more.scatter.name` is one value and no list
    Write `name` below `parameters`, or give a list.
pyproject.toml:16: error CLM106: `tool.claimed.workflows.w.steps.most.scatter` takes elements of several lists, whose lengths may differ
    Scatter over one list: an array, an input, or outputs of steps that run over the same list.
pyproject.toml:19: error CLM106: `tool.claimed.workflows.w.steps.last.scatter.count` is `{inputs.one}`, one value and no list
    Write `count` below `parameters`, or give a list.
6 errors
""",
    ),
    "unused": (
        """\
inputs = { n = 1 }
[tool.claimed.workflows.w.required]
x = "String"
[tool.claimed.workflows.w.steps.make]
""",
        """\
pyproject.toml:5: warning CLM107: `tool.claimed.workflows.w.inputs.n` is taken by no step
    Write `"{inputs.n}"` below `parameters` of a step, or take the input out.
pyproject.toml:7: warning CLM107: `tool.claimed.workflows.w.required.x` is taken by no step
    Write `"{inputs.x}"` below `parameters` of a step, or take the input out.
2 warnings
""",
    ),
    "interrupted loop": (
        """\
[tool.claimed.workflows.w.steps.make]
scatter = { count = [1, 2] }
[tool.claimed.workflows.w.steps.store]
after = ["make"]
[tool.claimed.workflows.w.steps.clean]
scatter = { table = "{make.table}" }
after = ["store"]
""",
        """\
pyproject.toml:7: error CLM108: `tool.claimed.workflows.w.steps.store` stands between 'make' and 'clean', which run over one list together
    Let it wait for the last of them, or let the others not wait for it: Kubeflow runs them in one loop.
1 error
""",
    ),
    "a loop that another loop would interrupt": (
        """\
[tool.claimed.workflows.w.steps.make]
scatter = { count = [1, 2] }
[tool.claimed.workflows.w.steps.more]
operator = "make"
scatter = { count = [1, 2] }
after = ["make"]
[tool.claimed.workflows.w.steps.clean]
scatter = { table = "{make.table}" }
after = ["more"]
""",
        """\
pyproject.toml:7: error CLM108: `tool.claimed.workflows.w.steps.more` stands between 'make' and 'clean', which run over one list together
    Let it wait for the last of them, or let the others not wait for it: Kubeflow runs them in one loop.
1 error
""",
    ),
    "secrets": (
        """\
[tool.claimed.workflows.w.steps.clean]
[tool.claimed.workflows.w.steps.store]
parameters = { table = "a" }
[tool.claimed.operators.clean.secrets]
table = { name = "archive", key = "table" }
[tool.claimed.operators.store.secrets]
table = { name = "archive", key = "table" }
""",
        """\
pyproject.toml:7: error CLM102: `tool.claimed.workflows.w.steps.store.parameters.table` comes from the secret 'archive' already
    Take it out: engines give it to the step themselves.
1 error
""",
    ),
    "names": (
        """\
inputs = { Limit = 1, class = 2, clean = 1.0 }
outputs = { clean = "{make.table}", Make = "{make.table}" }
[tool.claimed.workflows.w.steps.make]
parameters = { noise = "{inputs.clean}" }
[tool.claimed.workflows.w.steps.Make_it]
operator = "make"
[tool.claimed.workflows.w.steps.inputs]
operator = "make"
""",
        """\
pyproject.toml:5: error CLM109: `tool.claimed.workflows.w.inputs.Limit` has a name that Kubeflow's pipelines do not carry
    Write `limit`: lower case letters, digits and underscores, and no keyword of Python.
pyproject.toml:5: error CLM109: `tool.claimed.workflows.w.inputs.class` has a name that Kubeflow's pipelines do not carry
    Write `class_`: lower case letters, digits and underscores, and no keyword of Python.
pyproject.toml:6: error CLM109: `tool.claimed.workflows.w.outputs.Make` has a name that Kubeflow's pipelines do not carry
    Write `make`: lower case letters, digits and underscores, and no keyword of Python.
pyproject.toml:6: error CLM109: `tool.claimed.workflows.w.outputs.clean` is called like the input 'clean'
    Give one of them another name: steps, inputs and outputs share one set of names in CWL.
pyproject.toml:9: error CLM109: `tool.claimed.workflows.w.steps.Make_it` has a name that Kubernetes and references do not carry
    Write `make-it`: lower case letters, digits and single hyphens, at most 63 characters.
pyproject.toml:11: error CLM109: `tool.claimed.workflows.w.steps.inputs` has a name that Kubernetes and references do not carry
    Write another name: lower case letters, digits and single hyphens, at most 63 characters.
6 errors
""",
    ),
    "no steps": (
        """\

""",
        """\
pyproject.toml:4: error CLM109: `tool.claimed.workflows.w` has no steps
    Add a table `[tool.claimed.workflows.w.steps.<name>]`.
1 error
""",
    ),
    "values": (
        """\
inputs = { when = 2024-01-01, nested = [[1]] }
[tool.claimed.workflows.w.steps.make]
parameters = { count = { a = 1 } }
""",
        """\
pyproject.toml:5: error CLM002: `tool.claimed.workflows.w.inputs.when` must be a string, a number, a boolean, or an array of these, not a date or time
    Write a string, a number, a boolean, or an array of these.
pyproject.toml:5: error CLM002: `tool.claimed.workflows.w.inputs.nested` must be a string, a number, a boolean, or an array of these, not an array
    Write a string, a number, a boolean, or an array of these.
pyproject.toml:7: error CLM002: `tool.claimed.workflows.w.steps.make.parameters.count` must be a string, a number, a boolean, or an array of these, not a table
    Write a string, a number, a boolean, or an array of these.
3 errors
""",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_said(inspected, name):
    table, expected = CASES[name]
    found = [finding for finding in inspected(table).findings if finding.path == "pyproject.toml"]
    assert as_text(found) + "\n" == expected


def test_a_workflow_with_errors_is_left_out(inspected):
    assert inspected(CASES["cycle"][0]).workflows == ()


def test_an_operator_that_cannot_be_read_is_no_unknown_one(inspected):
    inspection = inspected("[tool.claimed.workflows.w.steps.make]", **{"make.py": "print("})
    assert [finding.code for finding in inspection.findings if finding.severity == "error"] == ["CLM010"]
    assert inspection.workflows == ()
