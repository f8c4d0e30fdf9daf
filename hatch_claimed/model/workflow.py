"""The values of workflows: steps that run operators, and what each of their parameters is taken from.

Frozen, and resolved once: names exist, types fit, and steps stand in an order in which they can run.
"""

from __future__ import annotations

from dataclasses import dataclass

from hatch_claimed.model.scalars import ParameterType, Scalar

Value = Scalar | tuple[Scalar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkflowInput:
    """What a workflow is started with: one value, or with `many` a list. Without a default it must be given."""

    name: str
    type: ParameterType
    many: bool
    default: Value | None
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Constant:
    """A value that is the same in every run. A tuple is what a step is scattered over."""

    value: Value


@dataclass(frozen=True, slots=True)
class FromInput:
    """The value of a workflow's input."""

    name: str


@dataclass(frozen=True, slots=True)
class FromStep:
    """What an earlier step wrote. Of a scattered step it is a list."""

    step: str
    output: str


Origin = Constant | FromInput | FromStep


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """One parameter of a step. If it is `scattered`, its origin is a list and each run takes one element."""

    parameter: str
    origin: Origin
    scattered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: the operator or grid wrapper `component`, run once, or once for each element of a list.

    Scattered steps of one `loop` run over the same list, and take elements from each other; it is named after the
    first of them. `after` are steps to wait for of which nothing is taken. `files` are the outputs that Kubeflow hands
    on as files and not as texts.
    """

    name: str
    component: str
    bindings: tuple[Binding, ...]
    after: tuple[str, ...] = ()
    loop: str | None = None
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkflowOutput:
    """A result of a workflow. Of a scattered step it is a list."""

    name: str
    origin: FromStep
    many: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Workflow:
    """Steps in an order in which they can run; those of one loop stand together."""

    name: str
    description: str
    inputs: tuple[WorkflowInput, ...]
    steps: tuple[Step, ...]
    outputs: tuple[WorkflowOutput, ...]

    def hands_on_a_file(self, origin: FromStep) -> bool:
        """Whether what a step wrote is a file in Kubeflow, too."""
        return any(one.name == origin.step and origin.output in one.files for one in self.steps)

    @property
    def stem(self) -> str:
        """What files of the workflow are called: `river-study` gives `river_study`."""
        return self.name.replace("-", "_")
