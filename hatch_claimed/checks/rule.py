"""What a rule is, and what it looks at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from hatch_claimed.model import Finding, OnLine, Severity
from hatch_claimed.sources.operators import ReadOperator

Check = Callable[[ReadOperator], Iterator["Violation"]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """What a rule found in one operator: the place within its script, and the words.

    `severity` is that of the rule where it is None.
    """

    message: str
    remedy: str
    line: int | None = None
    column: int | None = None
    cell: int | None = None
    severity: Severity | None = None

    @classmethod
    def at(cls, place: OnLine, message: str, remedy: str) -> Violation:
        """What is wrong where something stands."""
        return cls(message=message, remedy=remedy, line=place.line, cell=place.cell)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule with its page of the reference.

    `bad` and `good` are scripts (Python unless `language` says otherwise); `check` is None where the stage that reads
    settings or scripts sees the problem itself. `optional` says that `ignore` and `# claimed: ignore[…]` hold for it.
    `settings` is what pyproject.toml says below `[tool.claimed]` for the examples, where that matters. Of a rule
    `of_wrapper`, the operator's grid wrapper is wrong, and not the operator.
    """

    code: str
    severity: Severity
    title: str
    why: str
    bad: str
    good: str
    language: str = "python"
    check: Check | None = None
    optional: bool = True
    settings: str = ""
    of_wrapper: bool = False

    def findings(self, subject: ReadOperator) -> Iterator[Finding]:
        """What the rule finds in an operator."""
        for problem in self.check(subject) if self.check else ():
            yield Finding(
                code=self.code,
                severity=problem.severity or self.severity,
                message=problem.message,
                remedy=problem.remedy,
                path=str(subject.operator.path),
                line=problem.line,
                column=problem.column,
                cell=problem.cell,
            )
