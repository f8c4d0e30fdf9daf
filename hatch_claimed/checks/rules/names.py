"""Names that an environment variable may have and a client cannot carry."""

from __future__ import annotations

import keyword
from collections.abc import Iterator

from hatch_claimed.checks.rule import Rule, Violation
from hatch_claimed.model import Output, Parameter
from hatch_claimed.sources.operators import ReadOperator

Named = Parameter | Output


def _same_for_kubeflow(subject: ReadOperator) -> Iterator[Violation]:
    for group in (subject.operator.parameters, subject.operator.outputs):
        first: dict[str, Named] = {}
        for named in group:
            other = first.setdefault(_for_kubeflow(named.name), named)
            if other is not named:
                message = f"{named.name!r} and {other.name!r} are one name for Kubeflow, which would lose one of them"
                yield Violation.at(named, message, "Rename one of them.")


def _nameless_for_kubeflow(subject: ReadOperator) -> Iterator[Violation]:
    everything: tuple[Named, ...] = (*subject.operator.parameters, *subject.operator.outputs)
    for named in everything:
        if not _for_kubeflow(named.name):
            yield Violation.at(
                named, f"{named.name!r} is no name that Kubeflow can hold", "Rename it: a name needs a letter."
            )


def _word_of_python(subject: ReadOperator) -> Iterator[Violation]:
    for named in subject.operator.parameters:
        name = _for_kubeflow(named.name)
        if keyword.iskeyword(name) or name == "self":
            message = f"{named.name!r} is a word of Python's own, so that a Kubeflow pipeline cannot pass it by name"
            yield Violation.at(named, message, f"Rename it, for example to {f'{name}_value'!r}.")


def _for_kubeflow(name: str) -> str:
    return name.lower().strip("_")


RULES = (
    Rule(
        code="CLM026",
        severity="error",
        title="two names that Kubeflow cannot tell apart",
        why="KFP 2 reads names in lower case and without `_` at the ends, and then one of two values is lost.",
        bad="import os\n\npath = os.getenv('Path', 'a')\nother = os.getenv('path', 'b')\n",
        good="import os\n\npath = os.getenv('path', 'a')\nother = os.getenv('other_path', 'b')\n",
        check=_same_for_kubeflow,
    ),
    Rule(
        code="CLM027",
        severity="error",
        title="a name without a letter",
        why="Of a name of underscores nothing is left in Kubeflow.",
        bad="import os\n\nvalue = os.getenv('__', 'a')\n",
        good="import os\n\nvalue = os.getenv('value', 'a')\n",
        check=_nameless_for_kubeflow,
    ),
    Rule(
        code="CLM028",
        severity="warning",
        title="a parameter with a name of Python's own",
        why="Pipelines are Python programs and pass parameters by name; some names cannot be written there.",
        bad="import os\n\nkind = os.getenv('class', 'a')\n",
        good="import os\n\nkind = os.getenv('class_name', 'a')\n",
        check=_word_of_python,
    ),
)
