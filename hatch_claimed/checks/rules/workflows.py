"""Pages of what reading the tables of workflows already says."""

from __future__ import annotations

from hatch_claimed.checks.rule import Rule
from hatch_claimed.model import Severity

_CLAIMED = (
    '[project]\nname = "river"\nversion = "1.0"\n\n[tool.claimed]\nrepository = "registry.example.com/team"\n\n'
    "[tool.claimed.workflows.study]\n{}"
)
_STEP = "[tool.claimed.workflows.study.steps.{}]\n"
_MAKE = _STEP.format("make")
_WRITE = f'{_MAKE}operator = "make-measurements"\n'
_CLEAN = _STEP.format("clean")


def _page(code: str, title: str, why: str, bad: str, good: str, severity: Severity = "error") -> Rule:
    return Rule(
        code=code,
        severity=severity,
        title=title,
        why=why,
        bad=_CLAIMED.format(bad),
        good=_CLAIMED.format(good),
        language="toml",
        optional=False,
    )


_REFERENCES = (
    _page(
        "CLM100",
        "a step that runs an unknown operator",
        "A step runs the operator or grid wrapper that `operator` names, or else the one of its own name.",
        f'{_MAKE}operator = "mak-measurements"\n',
        f'{_MAKE}operator = "make-measurements"\n',
    ),
    _page(
        "CLM101",
        "a reference to an input, a step or an output that is not there",
        "`{inputs.limit}` is an input of the workflow, `{make.measurements}` an output of the step `make`. A reference "
        "is the whole text; a path around it would be another text in each engine.",
        f'{_MAKE}{_CLEAN}parameters = {{ measurements = "{{make.measurement}}" }}\n',
        f'{_MAKE}{_CLEAN}parameters = {{ measurements = "{{make.measurements}}" }}\n',
    ),
    _page(
        "CLM102",
        "a step that sets what is no parameter",
        "The operator would never see the value, and run with its default.",
        f"{_MAKE}parameters = {{ num_value = 5 }}\n",
        f"{_MAKE}parameters = {{ num_values = 5 }}\n",
    ),
    _page(
        "CLM103",
        "a step without a value for a required parameter",
        "The step would stop as soon as it starts, after the steps before it have run.",
        _CLEAN,
        f'{_CLEAN}parameters = {{ measurements = "measurements.csv" }}\n',
    ),
)
_VALUES = (
    _page(
        "CLM104",
        "a value of another type than its parameter",
        "Kubeflow and CWL convert nothing. Outputs are files, which only parameters of type String take.",
        f'{_MAKE}parameters = {{ num_values = "5" }}\n',
        f"{_MAKE}parameters = {{ num_values = 5 }}\n",
    ),
    _page(
        "CLM105",
        "steps that wait for each other",
        "None of them could ever start. The message spells the cycle.",
        f'{_MAKE}after = ["clean"]\n{_CLEAN}parameters = {{ measurements = "{{make.measurements}}" }}\n',
        f'{_MAKE}{_CLEAN}parameters = {{ measurements = "{{make.measurements}}" }}\n',
    ),
    _page(
        "CLM106",
        "a list where one value is wanted, or one value where a list is",
        "Below `scatter` stand lists, and the step runs once for each element; below `parameters` stand single values. "
        "Outputs of a scattered step are a list. A step can run over several lists only where they have one length for "
        "certain: lists that come from the same one.",
        f"{_MAKE}parameters = {{ seed = [1, 2, 3] }}\n",
        f"{_MAKE}scatter = {{ seed = [1, 2, 3] }}\n",
    ),
    _page(
        "CLM107",
        "an input that no step takes",
        "Whoever starts the workflow with another value would wonder why nothing changes.",
        f"inputs = {{ limit = 3.0 }}\n{_MAKE}",
        f'inputs = {{ noise = 0.5 }}\n{_MAKE}parameters = {{ noise = "{{inputs.noise}}" }}\n',
        "warning",
    ),
)
_ENGINES = (
    _page(
        "CLM108",
        "a step that would interrupt a loop",
        "Steps that take each other's elements run in one loop in Kubeflow. A step that waits for one of them, and "
        "that another one waits for, would have to run in the middle of it.",
        f'{_MAKE}scatter = {{ seed = [1, 2] }}\n{_STEP.format("check")}after = ["make"]\n'
        f'{_CLEAN}scatter = {{ measurements = "{{make.measurements}}" }}\nafter = ["check"]\n',
        f"{_MAKE}scatter = {{ seed = [1, 2] }}\n"
        f'{_CLEAN}scatter = {{ measurements = "{{make.measurements}}" }}\n{_STEP.format("check")}after = ["clean"]\n',
    ),
    _page(
        "CLM109",
        "a name in a workflow that an engine does not carry",
        "Workflows and steps become objects of Kubernetes, inputs and outputs parameters of a Python function, and in "
        "CWL all of them share one set of names.",
        f'inputs = {{ Noise = 0.5 }}\n{_MAKE}parameters = {{ noise = "{{inputs.Noise}}" }}\n',
        f'inputs = {{ noise = 0.5 }}\n{_MAKE}parameters = {{ noise = "{{inputs.noise}}" }}\n',
    ),
)

_SIZES = (
    _page(
        "CLM120",
        "a result that a step of Kubeflow may not be able to take",
        "Kubeflow hands a text from one step to the next as an argument of its command. Linux takes no argument of "
        "more than 131,071 bytes, and starts no program with a larger one: `argument list too long`. What is no text "
        "does not pass at all. With `files`, the next step gets the path of a file of any size, as it does in CWL.",
        f'{_WRITE}{_CLEAN}parameters = {{ measurements = "{{make.measurements}}" }}\n',
        f'{_WRITE}files = ["measurements"]\n{_CLEAN}parameters = {{ measurements = "{{make.measurements}}" }}\n',
        "hint",
    ),
)

RULES = (*_REFERENCES, *_VALUES, *_ENGINES, *_SIZES)
