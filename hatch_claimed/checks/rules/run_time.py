"""Packages and code that are fetched while a script runs, or by tools that nobody obeys."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from hatch_claimed.checks.analysis.calls import problem_at
from hatch_claimed.checks.analysis.requirements import RequiredDistribution, wanted
from hatch_claimed.checks.analysis.run_time import UNKNOWN, Download, Installation, helpers, installations
from hatch_claimed.checks.analysis.unsupported_installs import instead, unheeded
from hatch_claimed.checks.rule import Rule, Violation
from hatch_claimed.model.secrets.urls import has_credentials
from hatch_claimed.sources.install.pip import classified
from hatch_claimed.sources.operators import ReadOperator


def _fetched(subject: ReadOperator) -> Iterator[Violation]:
    yield from unheeded(subject)
    if subject.details.r is not None:
        from hatch_claimed.checks.analysis.r_downloads import fetched_by_r

        yield from fetched_by_r(subject.details.r)
        return
    codes = subject.details.codes
    covered = frozenset(item.name for item in wanted(subject) if isinstance(item, RequiredDistribution))
    found: list[Installation | Download] = [one for one in installations(codes) if not _is_fallback(one, covered)]
    for one in sorted((*found, *helpers(codes)), key=_place):
        yield _installed(one, subject) if isinstance(one, Installation) else _helped(one, subject)


def _installed(one: Installation, subject: ReadOperator) -> Violation:
    if one.names:
        message = "another tool installs packages at every start of the container"
        return problem_at(one.node, one.code, message, instead(one.names, subject))
    text = " ".join(one.arguments)
    line = subject.operator.language.installing(() if UNKNOWN in text or has_credentials(text) else one.arguments)
    remedy = f"Write `{line}` instead: then the image holds the packages."
    return problem_at(one.node, one.code, "packages are installed at every start of the container", remedy)


def _helped(one: Download, subject: ReadOperator) -> Violation:
    name = one.name if UNKNOWN not in one.name else "helper.py"
    path = subject.operator.path.parent / name
    remedy = f'Put the file beside the script, and write into pyproject.toml:\n{subject.table}\nfiles = ["{path}"]'
    what = "code" if UNKNOWN in one.name else repr(one.name)
    return problem_at(one.node, one.code, f"{what} is fetched at every start of the container", remedy)


def _is_fallback(one: Installation, covered: frozenset[str]) -> bool:
    """Whether the script installs only where the image does not hold the packages, and the image does hold them."""
    names = _names(one)
    return (
        bool(names)
        and names <= covered
        and any(
            isinstance(visit.node, ast.ExceptHandler) and one.node in ast.walk(visit.node) for visit in one.code.visits
        )
    )


def _names(one: Installation) -> frozenset[str]:
    return frozenset(_name(argument.text) for argument in classified(one.arguments) if argument.kind == "requirement")


def _name(text: str) -> str:
    try:
        return canonicalize_name(Requirement(text).name)
    except InvalidRequirement:
        return text


def _place(one: Installation | Download) -> tuple[int, int, int]:
    return (one.code.cell or 0, one.node.lineno, one.node.col_offset)


RULES = (
    Rule(
        code="CLM060",
        severity="warning",
        title="packages or code that the image does not hold",
        why=(
            "What is installed at every start costs time, fails without a network or in a read-only container, and may"
            " be another version each time. An image holds what the script asks for in comments, by pip, uv, and the"
            " system's package manager; a comment for conda, mamba, Poetry or the like installs nothing."
        ),
        bad=(
            '"""Says where the maximum is."""\n\nimport os\n\n'
            'os.system("pip install numpy==2.1.3")\nimport numpy as np\n\n'
            "print(np.argmax([1, 3, 2]))\n"
        ),
        good=(
            '"""Says where the maximum is."""\n\n# pip install numpy==2.1.3\nimport numpy as np\n\n'
            "print(np.argmax([1, 3, 2]))\n"
        ),
        check=_fetched,
    ),
)
