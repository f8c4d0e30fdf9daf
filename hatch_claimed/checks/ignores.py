"""Ways out: `# claimed: ignore[CLM041]` on a line, and `select` and `ignore` in the settings."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from hatch_claimed.model import Finding
from hatch_claimed.settings.settings import ProjectSettings
from hatch_claimed.settings.tables.check import CheckTable
from hatch_claimed.sources.operators import ReadOperator
from hatch_claimed.sources.reader import ScriptText

_COMMENT = re.compile(r"#+'?\s*claimed:\s*ignore\s*\[(?P<codes>[^\]]*)\]")
UNUSED = "CLM090"

# a line of a file, or of a notebook's cell, and a code
_Key = tuple[str, int | None, int | None, str]


@dataclass(frozen=True, slots=True)
class Ignore:
    """One code in an ignoring comment, and where it stands."""

    code: str
    path: str
    line: int
    column: int
    cell: int | None


def ignoring(comments: Iterable[ScriptText]) -> tuple[ScriptText, ...]:
    """The comments that ignore something: all that `kept` looks at."""
    return tuple(comment for comment in comments if _COMMENT.search(comment.text))


def kept(
    findings: Sequence[Finding], subjects: Sequence[ReadOperator], settings: ProjectSettings
) -> tuple[Finding, ...]:
    """The findings that nobody ignores, and CLM090 for ignoring comments that fit none."""
    tables = {str(one.operator.path): settings.operator(one.operator.name, one.operator.kind).check for one in subjects}
    ignores: dict[_Key, list[Ignore]] = defaultdict(list)
    for ignore in (ignore for subject in subjects for ignore in _ignores(subject)):
        ignores[ignore.path, ignore.line, ignore.cell, ignore.code].append(ignore)
    left: list[Finding] = []
    used: set[_Key] = set()
    for finding in findings:
        if finding.code in _always():
            left.append(finding)
            continue
        key = (finding.path, finding.line, finding.cell, finding.code)
        if key in ignores:
            used.add(key)
        elif _selected(finding, tables):
            left.append(finding)
    unused = (_unused(ignore) for key, same in ignores.items() if key not in used for ignore in same)
    return (*left, *(finding for finding in unused if _selected(finding, tables)))


@cache
def _always() -> frozenset[str]:
    """What no script and no setting can wish away: without it nothing could be read or built."""
    # without any finding, no rule is needed
    from hatch_claimed.checks.registry import RULES

    return frozenset(rule.code for rule in RULES if not rule.optional)


def _ignores(subject: ReadOperator) -> Iterator[Ignore]:
    for comment in subject.details.comments:
        for match in _COMMENT.finditer(comment.text):
            for code in re.split(r"[\s,]+", match["codes"].strip()):
                column = comment.column + match.start()
                yield Ignore(code, str(subject.operator.path), comment.line, column, comment.cell)


def _selected(finding: Finding, tables: Mapping[str, CheckTable]) -> bool:
    table = tables.get(finding.path, CheckTable())
    return _begins(finding.code, table.select) and not _begins(finding.code, table.ignore)


def _begins(code: str, beginnings: Iterable[str]) -> bool:
    return any(code.startswith(beginning) for beginning in beginnings)


def _unused(ignore: Ignore) -> Finding:
    message = f"nothing on this line is {ignore.code}" if ignore.code else "this comment names no rule"
    return Finding(
        code=UNUSED,
        severity="hint",
        message=f"{ignore.code} cannot be ignored" if ignore.code in _always() else message,
        remedy=f"Take {ignore.code or 'the comment'} out.",
        path=ignore.path,
        line=ignore.line,
        column=ignore.column,
        cell=ignore.cell,
    )
