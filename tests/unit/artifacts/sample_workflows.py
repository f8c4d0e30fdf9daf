"""Workflows built straight from the model."""

from dataclasses import replace
from pathlib import PurePosixPath

from sample_operators import operator, output, parameter

from hatch_claimed.model import Project
from hatch_claimed.model.deployment import Deployment, Secret
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

NASTY_TEXT = 'it\'s "quoted" \\ $HOME ${ return 1 } {{ x }} {% x %} é😀'

MAKE = operator(
    parameter("count", "Integer", 5),
    parameter("Rate_Limit", "Float", 0.5),
    parameter("noise", "Float", 0.5),
    parameter("kind", default="a"),
    parameter("two__words", "Boolean", default=True),
    outputs=(output("Result_Path"), output("report")),
    path="make_tables.py",
)
CLEAN = operator(
    parameter("table", required=True),
    parameter("source", default=""),
    parameter("size", "Integer", 2**40),
    outputs=(output("class"),),
    path="clean.py",
)
NOTIFY = operator(parameter("text", default="done"), description="Notifies.", path="notify.py")


def bind(name, origin, *, scattered=False):
    return Binding(parameter=name, origin=origin, scattered=scattered)


EVERYTHING = Workflow(
    name="all-of-it",
    description=NASTY_TEXT,
    inputs=(
        WorkflowInput(name="sources", type="String", many=True, default=None, description="Where from."),
        WorkflowInput(name="counts", type="Integer", many=True, default=(1, 2)),
        WorkflowInput(name="rate", type="Float", many=False, default=0.25),
        WorkflowInput(name="flag", type="Boolean", many=False, default=False),
        WorkflowInput(name="label", type="String", many=False, default=NASTY_TEXT),
        WorkflowInput(name="size", type="Integer", many=False, default=2**40),
        WorkflowInput(name="needed", type="String", many=False, default=None),
    ),
    steps=(
        Step(name="start", component="notify", bindings=(bind("text", FromInput("needed")),)),
        Step(
            name="make",
            component="make-tables",
            bindings=(
                bind("count", FromInput("counts"), scattered=True),
                bind("Rate_Limit", FromInput("rate")),
                bind("noise", Constant(1.5)),
                bind("kind", FromInput("label")),
                bind("two__words", FromInput("flag")),
            ),
            after=("start",),
            loop="make",
        ),
        Step(
            name="clean",
            component="clean",
            bindings=(
                bind("table", FromStep("make", "Result_Path"), scattered=True),
                bind("source", FromStep("make", "report"), scattered=True),
                bind("size", FromInput("size")),
            ),
            loop="make",
        ),
        Step(
            name="fetch",
            component="clean",
            bindings=(
                bind("table", FromInput("sources"), scattered=True),
                bind("source", Constant(NASTY_TEXT)),
            ),
            after=("make",),
            loop="fetch",
        ),
        Step(
            name="fixed",
            component="make-tables",
            bindings=(bind("count", Constant((3, 4)), scattered=True), bind("two__words", Constant(value=True))),
            loop="fixed",
        ),
        Step(name="one", component="make-tables", bindings=()),
        Step(
            name="last",
            component="clean",
            bindings=(bind("table", FromStep("one", "Result_Path")),),
            after=("clean", "start"),
        ),
    ),
    outputs=(
        WorkflowOutput(name="cleaned", origin=FromStep("clean", "class"), many=True),
        WorkflowOutput(name="result", origin=FromStep("last", "class"), many=False),
    ),
)
SMALL = Workflow(
    name="small", description="", inputs=(), steps=(Step(name="notify", component="notify", bindings=()),), outputs=()
)


FETCH = replace(
    operator(
        parameter("token", required=True, description="Who fetches."),
        parameter("port", "Integer", 443),
        outputs=(output("table"),),
        path="fetch.py",
    ),
    deployment=Deployment(
        secrets=(
            Secret(parameter="token", name="archive", key="token"),
            Secret(parameter="port", name="archive", key="port"),
        ),
        limits=(("memory", "2Gi"),),
    ),
)
SECRETS = Workflow(
    name="from-the-archive",
    description="",
    inputs=(WorkflowInput(name="token", type="String", many=False, default=NASTY_TEXT),),
    steps=(
        Step(name="first", component="fetch", bindings=()),
        Step(name="second", component="fetch", bindings=(), after=("first",)),
        Step(name="last", component="notify", bindings=(bind("text", FromInput("token")),)),
    ),
    outputs=(),
)
FILES = Workflow(
    name="with-files",
    description="",
    inputs=(),
    steps=(
        Step(
            name="make",
            component="make-tables",
            bindings=(bind("count", Constant((1, 2)), scattered=True),),
            loop="make",
            files=("Result_Path",),
        ),
        Step(
            name="clean",
            component="clean",
            bindings=(
                bind("table", FromStep("make", "Result_Path"), scattered=True),
                bind("source", FromStep("make", "report"), scattered=True),
            ),
            loop="make",
        ),
        Step(name="one", component="make-tables", bindings=()),
        Step(name="two-2", component="clean", bindings=(bind("table", FromStep("one", "report")),), files=("class",)),
    ),
    outputs=(
        WorkflowOutput(name="tables", origin=FromStep("make", "Result_Path"), many=True),
        WorkflowOutput(name="cleaned", origin=FromStep("clean", "class"), many=True),
        WorkflowOutput(name="other", origin=FromStep("two-2", "class"), many=False),
    ),
)
"""What `make` writes passes as a file and as a text, and the operator `clean` runs in two steps of other components."""


def project(*workflows):
    return Project(
        name="x",
        version="1",
        operators=(CLEAN, FETCH, MAKE, NOTIFY),
        output=PurePosixPath("dist/claimed"),
        workflows=workflows,
    )
