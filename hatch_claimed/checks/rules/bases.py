"""Base images in which no operator runs."""

from __future__ import annotations

from collections.abc import Iterator

from hatch_claimed.checks.analysis.bases import has_no_shell, python_of
from hatch_claimed.checks.rule import Rule, Violation
from hatch_claimed.sources.operators import ReadOperator

_OLDEST = (3, 9)


def _unfit(subject: ReadOperator) -> Iterator[Violation]:
    operator = subject.operator
    base = operator.image.base
    python = python_of(base) if operator.language.is_python else None
    if python is not None and python < _OLDEST:
        has = "{}.{}".format(*python)
        message = f"the base image {base!r} has Python {has}, and operators need 3.9 or newer"
        yield Violation(message=message, remedy="Choose a `base-image` with Python 3.9 or newer.")
    elif has_no_shell(base):
        message = f"the base image {base!r} has no shell, so that nothing can be installed in it or started by it"
        yield Violation(
            message=message, remedy="Choose another `base-image`, such as `docker.io/library/python:3.12-slim`."
        )


_SCRIPT = (
    '"""Says which Python runs, with `base-image = "docker.io/library/python:{}-slim"`."""\n\nimport sys\n\n'
    "print(sys.version)\n"
)

RULES = (
    Rule(
        code="CLM118",
        severity="error",
        title="a base image in which no operator runs",
        why=(
            "What starts an operator needs a shell and, for Python and notebooks, Python 3.9 or newer. Images without"
            " shell, such as distroless ones, cannot even install packages. `check` knows images by their names;"
            " `lock` and the build ask the image itself."
        ),
        bad=_SCRIPT.format("3.8"),
        good=_SCRIPT.format("3.12"),
        check=_unfit,
    ),
)
