"""What tables of workflows become."""

from hypothesis import given
from hypothesis import strategies as st

from hatch_claimed.model.workflow import (
    Binding,
    Constant,
    FromInput,
    FromStep,
    Step,
    Workflow,
    WorkflowInput,
    WorkflowOutput,
)
from hatch_claimed.sources.workflows.references import origin, written

TABLE = """
description = "Makes, cleans and stores."
inputs = { counts = [1, 2], limit = 3 }
required = { label = "String" }

[tool.claimed.workflows.w.steps.store]
after = ["clean"]

[tool.claimed.workflows.w.steps.clean]
scatter = { table = "{make.table}" }
parameters = { limit = "{inputs.limit}" }

[tool.claimed.workflows.w.steps.make]
scatter = { count = "{inputs.counts}" }
parameters = { noise = 1, name = "{inputs.label}", flag = false }

[tool.claimed.workflows.w.steps.other]
operator = "make"
parameters = { name = "{{}} {{inputs.label}}" }
"""


def test_the_whole_workflow(inspected):
    [workflow] = inspected(TABLE).workflows
    assert workflow == Workflow(
        name="w",
        description="Makes, cleans and stores.",
        inputs=(
            WorkflowInput(name="label", type="String", many=False, default=None, description="what for"),
            WorkflowInput(name="counts", type="Integer", many=True, default=(1, 2), description="how many"),
            WorkflowInput(name="limit", type="Float", many=False, default=3.0, description="how far"),
        ),
        steps=(
            Step(
                name="make",
                component="make",
                bindings=(
                    Binding(parameter="noise", origin=Constant(1.0)),
                    Binding(parameter="name", origin=FromInput("label")),
                    Binding(parameter="flag", origin=Constant(value=False)),
                    Binding(parameter="count", origin=FromInput("counts"), scattered=True),
                ),
                loop="make",
            ),
            Step(
                name="clean",
                component="clean",
                bindings=(
                    Binding(parameter="limit", origin=FromInput("limit")),
                    Binding(parameter="table", origin=FromStep("make", "table"), scattered=True),
                ),
                loop="make",
            ),
            Step(name="store", component="store", bindings=(), after=("clean",)),
            Step(
                name="other",
                component="make",
                bindings=(Binding(parameter="name", origin=Constant("{} {inputs.label}")),),
            ),
        ),
        outputs=(
            WorkflowOutput(name="clean_cleaned", origin=FromStep("clean", "cleaned"), many=True),
            WorkflowOutput(name="make_report", origin=FromStep("make", "report"), many=True),
            WorkflowOutput(name="other_table", origin=FromStep("other", "table"), many=False),
            WorkflowOutput(name="other_report", origin=FromStep("other", "report"), many=False),
        ),
    )


def test_steps_of_one_list_that_meet_again_are_one_loop(inspected):
    table = """
inputs = { names = ["a", "b"] }
[tool.claimed.workflows.w.steps.make]
scatter = { name = "{inputs.names}" }
[tool.claimed.workflows.w.steps.again]
operator = "make"
scatter = { name = "{inputs.names}" }
[tool.claimed.workflows.w.steps.apart]
operator = "make"
scatter = { name = "{inputs.names}" }
[tool.claimed.workflows.w.steps.clean]
scatter = { table = "{make.table}", limit = [1.0, 2.0] }
"""
    codes = [one.code for one in inspected(table).findings if one.path == "pyproject.toml"]
    assert codes == ["CLM106"]
    joined = table.replace("limit = [1.0, 2.0] }", 'log_level = "{again.table}" }')
    [workflow] = inspected(joined).workflows
    assert {step.name: step.loop for step in workflow.steps} == {
        "make": "make",
        "again": "make",
        "apart": "apart",
        "clean": "make",
    }


@given(st.from_regex(r"[a-z][a-z0-9-]*", fullmatch=True), st.from_regex(r"[A-Za-z_][A-Za-z0-9_]*", fullmatch=True))
def test_references_are_read_as_they_are_written(step, name):
    wanted = FromInput(name) if step == "inputs" else FromStep(step, name)
    assert origin(written(wanted)) == wanted


@given(st.text())
def test_any_text_can_be_written_as_a_constant(text):
    assert origin(text.replace("{", "{{").replace("}", "}}")) == Constant(text)
