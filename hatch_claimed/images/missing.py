"""Requirements that a step did not find after it had installed them, told by the scripts' lines that ask for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from packaging.utils import canonicalize_name

from hatch_claimed.artifacts.image.distributions import names_of
from hatch_claimed.checks.report import place
from hatch_claimed.errors import ImageError
from hatch_claimed.model import Component, Finding, GridWrapper, Operator, Requirement

_MISSING = re.compile(r"claimed: '(?P<name>[^']+)' is not found by")


def with_lines(error: ImageError, components: Sequence[Component]) -> ImageError:
    """The error, with a line for each requirement of these components that it names. It may name none.

    Steps are shared by operators that ask for the same, so that no step knows whose lines it installs.
    """
    names = list(dict.fromkeys(_MISSING.findall(str(error))))
    operators = [one.operator if isinstance(one, GridWrapper) else one for one in components]
    lines = [line for name in names for one in operators for line in _asked(name, one)]
    if not lines:
        return error
    return type(error)("\n".join([str(error), *dict.fromkeys(lines)]))


def _asked(name: str, operator: Operator) -> Iterator[str]:
    for requirement in operator.interface.requirements:
        if canonicalize_name(name) in _names(requirement, operator):
            where = Finding(
                code="",
                severity="error",
                message="",
                remedy="",
                path=str(operator.path),
                line=requirement.line,
                cell=requirement.cell,
            )
            yield f"{place(where)}: `{requirement.text}` is not where those who run the image find it"


def _names(requirement: Requirement, operator: Operator) -> set[str]:
    if not operator.language.uses_pip:
        return {canonicalize_name(name) for name in requirement.arguments}
    return {canonicalize_name(name.partition(";")[0]) for name in names_of(requirement, operator)}
