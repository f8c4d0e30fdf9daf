"""Any table gives a workflow that can run in its order, or errors."""

import ast
import json
import sys
from itertools import groupby
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[2] / "artifacts"))

from sample_operators import operator, output, parameter

from hatch_claimed.artifacts.workflows.graph.edges import edges
from hatch_claimed.artifacts.workflows.graph.svg import svg
from hatch_claimed.artifacts.workflows.graph.tree import tree
from hatch_claimed.artifacts.workflows.kfp import KFP_1, KFP_2, pipeline_module
from hatch_claimed.settings.load import read_manifest, resolve
from hatch_claimed.sources.workflows.resolve import workflows

WORK = operator(
    parameter("first", default=""), parameter("second", default=""), outputs=(output("made"),), path="work.py"
)
STEPS = ["a", "b", "c", "d", "e"]
values = st.sampled_from([*(f"{{{step}.made}}" for step in STEPS), "{inputs.many}", "{inputs.one}", "text"])
tables = st.fixed_dictionaries(
    {
        "parameters": st.dictionaries(st.just("first"), values, max_size=1),
        "scatter": st.dictionaries(st.sampled_from(["first", "second"]), values, max_size=2),
        "after": st.lists(st.sampled_from(STEPS), max_size=1),
    }
)


def read(steps):
    lines = ['[tool.claimed]\nrepository = "example.com/x"\n[tool.claimed.workflows.w]']
    lines.append('inputs = { many = ["x", "y"], one = "z" }')
    for name, table in steps.items():
        lines.append(
            f'[tool.claimed.workflows.w.steps.{name}]\noperator = "work"\nafter = {json.dumps(table["after"])}'
        )
        for key in ("parameters", "scatter"):
            pairs = ", ".join(f"{one} = {json.dumps(value)}" for one, value in table[key].items())
            lines.append(f"{key} = {{ {pairs} }}")
    manifest, _ = read_manifest("\n".join(lines))
    project, _ = resolve(manifest, "1")
    return workflows(project, [WORK], frozenset())


def has_cycle(steps):
    def before(name):
        table = steps[name]
        taken = [one[1] for key in ("parameters", "scatter") for one in table[key].values() if one.endswith(".made}")]
        return {one for one in (*taken, *table["after"]) if one in steps}

    left = set(steps)
    while free := {name for name in left if not before(name) & left}:
        left -= free
    return bool(left)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(STEPS), tables, min_size=1))
def test_any_table_gives_a_workflow_or_errors(steps):
    found, findings = read(steps)
    codes = {finding.code for finding in findings if finding.severity == "error"}
    assert bool(found) == (not codes)
    assert all(finding.line for finding in findings)
    both = any("first" in table["parameters"] and "first" in table["scatter"] for table in steps.values())
    if not both:
        assert ("CLM105" in codes) == has_cycle(steps)
    for workflow in found:
        names = [step.name for step in workflow.steps]
        assert sorted(names) == sorted(steps)
        assert all(names.index(edge.source) < names.index(edge.target) for edge in edges(workflow))
        loops = [loop for loop, _ in groupby(step.loop for step in workflow.steps) if loop]
        assert len(loops) == len(set(loops))
        for sdk in (KFP_1, KFP_2):
            ast.parse(pipeline_module(workflow, {"work": WORK}, sdk))
        assert all(f" {name}: work" in tree(workflow) and f">{name}<" in svg(workflow) for name in names)
