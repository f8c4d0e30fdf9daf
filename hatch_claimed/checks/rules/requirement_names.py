"""Requirements whose name is none of a distribution, or that of another one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hatch_claimed.checks.analysis.name_corrections import is_of_python, is_word, right_name
from hatch_claimed.checks.analysis.requirements import RequiredDistribution, wanted
from hatch_claimed.checks.rule import Rule, Violation
from hatch_claimed.sources.operators import ReadOperator

_HEADLESS = "opencv-python-headless"


@dataclass(frozen=True, slots=True)
class NameCorrection:
    """A requirement, and the name that is meant; empty for what is not to be installed at all."""

    item: RequiredDistribution
    right: str
    why: str

    @property
    def is_certain(self) -> bool:
        """Whether the name can be changed where it stands: a version with it is one of the wrong distribution."""
        return self.item.file is None and (not self.right or not self.item.specifier)


def misnamed(subject: ReadOperator) -> Iterator[NameCorrection]:
    """All such requirements of a script and of its requirement files, each once for a line."""
    seen: set[tuple[str, int, int | None]] = set()
    for item in wanted(subject):
        if not isinstance(item, RequiredDistribution) or item.url or (item.name, item.line, item.cell) in seen:
            continue
        seen.add((item.name, item.line, item.cell))
        right = right_name(item.name)
        if right:
            yield NameCorrection(item, right, "is the name of no distribution, or of another one than is meant")
        elif is_word(item.name):
            yield NameCorrection(item, "", "stands there twice, and is no package that anybody means")
        elif is_of_python(item.name, item.written) and not item.marked:
            yield NameCorrection(item, "", "comes with Python, and needs no installation")


def _misnamed(subject: ReadOperator) -> Iterator[Violation]:
    for one in misnamed(subject):
        where = f" ({one.item.file})" if one.item.file else ""
        yield Violation.at(one.item, f"{one.item.written!r}{where} {one.why}", _remedy(one))


def _remedy(one: NameCorrection) -> str:
    if not one.right:
        return f"Take {one.item.written!r} out."
    version = " with a version of its own" if one.item.specifier else ""
    desktop = ", or `opencv-python` where it opens windows" if one.right == _HEADLESS else ""
    return f"Write `{one.right}`{version}{desktop}."


RULES = (
    Rule(
        code="CLM125",
        severity="warning",
        title="a requirement under the name of something else",
        why=(
            "Modules and distributions have names of their own. Under a module's name the index has nothing, something"
            " else, or a stand-in that refuses to be installed. Modules of Python itself are not installed."
        ),
        bad=(
            '"""Fits a line."""\n\n# pip install sklearn argparse\n'
            "from sklearn.linear_model import LinearRegression\n\n"
            "print(LinearRegression().fit([[1], [2]], [1, 2]).coef_)\n"
        ),
        good=(
            '"""Fits a line."""\n\n# pip install scikit-learn==1.7.2\n'
            "from sklearn.linear_model import LinearRegression\n\n"
            "print(LinearRegression().fit([[1], [2]], [1, 2]).coef_)\n"
        ),
        check=_misnamed,
    ),
)
