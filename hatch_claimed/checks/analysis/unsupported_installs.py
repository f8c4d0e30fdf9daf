"""Comments such as `# conda install gdal`, which install nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from packaging.utils import canonicalize_name

from hatch_claimed.checks.analysis.distribution_dependencies import carried
from hatch_claimed.checks.analysis.distributions import surely_imported_as, unit
from hatch_claimed.checks.analysis.imports import has_broken_cells, imports
from hatch_claimed.checks.analysis.name_corrections import of_conda
from hatch_claimed.checks.analysis.requirements import RequiredDistribution, wanted
from hatch_claimed.checks.rule import Violation
from hatch_claimed.sources.install.lines import other_in_comment
from hatch_claimed.sources.operators import ReadOperator

# PyTorch's own line for conda names them, and its packages for pip hold what they bring
_OF_TORCH = frozenset({"cpuonly", "cudatoolkit", "pytorch-cuda", "pytorch-mutex"})
_OF_R = ("r-", "bioconductor-")


def unheeded(subject: ReadOperator) -> Iterator[Violation]:
    """The comments for tools that nobody obeys, where they ask for more than the image has by other lines.

    Base images that may bring packages of their own are left alone: such a comment may say how they were made.
    """
    operator = subject.operator
    if not operator.language.is_bare_base(operator.image.base):
        return
    there: frozenset[str] | None = None
    for comment in subject.details.comments:
        other = other_in_comment(comment.text)
        if other is None:
            continue
        there = _there(subject) if there is None else there
        missing = [name for name in other.names if _by_pip(name) not in there and _may_be_needed(name, subject)]
        if missing or not (other.names or there):
            message = f"`{other.command}` is not obeyed: {_what(missing)} not in the image by this line"
            yield Violation(
                message=message,
                remedy=instead(missing, subject),
                line=comment.line,
                column=comment.column,
                cell=comment.cell,
            )


def _may_be_needed(name: str, subject: ReadOperator) -> bool:
    """Whether the script uses a package, as far as the tables know; notes of authors outlive the code."""
    expected = surely_imported_as(_by_pip(name))
    if not expected or not subject.operator.language.is_python:
        return True
    return has_broken_cells(subject) or any(unit(one.module) in expected for one in imports(subject.details.codes))


def instead(names: Sequence[str], subject: ReadOperator) -> str:
    """What to write for packages of conda's or the like."""
    language = subject.operator.language
    line = language.installing([(_by_pip if language.is_python else _without_prefix)(name) for name in names])
    return (
        f"Write `{line}` for what {language.index} has, `# apt install …` for programs and libraries of the system,"
        " or use a base image that holds the packages."
    )


def _what(names: Sequence[str]) -> str:
    if not names:
        return "what the file names is"
    return f"{', '.join(map(repr, names))} {'is' if len(names) == 1 else 'are'}"


def _there(subject: ReadOperator) -> frozenset[str]:
    operator = subject.operator
    named = {item.name for item in wanted(subject) if isinstance(item, RequiredDistribution)}
    of_system = {name for line in operator.interface.system_packages for name in line.arguments[1:]}
    plain = () if operator.language.uses_pip else operator.requirements
    of_others = {name.lower() for line in plain for name in line.arguments}
    of_torch = _OF_TORCH if "torch" in named else frozenset[str]()
    return carried(named) | of_system | of_others | of_torch


def _by_pip(name: str) -> str:
    """Conda's name as that of pip's index, or of R's."""
    return of_conda(canonicalize_name(_without_prefix(name)))


def _without_prefix(name: str) -> str:
    return next((name.removeprefix(one) for one in _OF_R if name.startswith(one)), name)
