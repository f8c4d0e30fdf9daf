"""What `hatch-claimed check --fix` writes: changes that are safe, since they never change what a script does."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from hatch_claimed.checks.fixes.casts import with_casts
from hatch_claimed.checks.fixes.guard import with_guard
from hatch_claimed.checks.fixes.imports import with_imports
from hatch_claimed.checks.fixes.names import with_names
from hatch_claimed.checks.fixes.outputs import without_outputs
from hatch_claimed.checks.fixes.requirements import with_requirements
from hatch_claimed.model import Finding
from hatch_claimed.sources.operators import ReadOperator

Fix = Callable[[ReadOperator, bytes, Collection[Finding]], bytes]

FIXES: dict[str, Fix] = {
    "CLM125": with_names,
    "CLM112": with_casts,
    "CLM050": with_requirements,
    "CLM043": without_outputs,
    "CLM115": with_imports,
    "CLM077": with_guard,
}
"""For each code what mends it: from the script's content as it is by then, and the findings of that code in it.

Findings are known by their lines: those that move none come first, and the one that moves most comes last.
"""


def fixed(subject: ReadOperator, findings: Iterable[Finding]) -> bytes:
    """The script with all that is safe to mend mended; findings that are ignored are not among `findings`."""
    own = [finding for finding in findings if finding.path == str(subject.operator.path)]
    content = subject.content
    for code, fix in FIXES.items():
        if fitting := [finding for finding in own if finding.code == code]:
            content = fix(subject, content, fitting)
    return content
