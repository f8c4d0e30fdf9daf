"""System packages that the base image cannot install."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from hatch_claimed.checks.analysis.bases import family
from hatch_claimed.checks.rule import Rule, Violation
from hatch_claimed.model import SystemPackages
from hatch_claimed.sources.operators import ReadOperator

_COMMANDS = {"apt": "apt-get", "dnf": "dnf"}


def _other_manager(subject: ReadOperator) -> Iterator[Violation]:
    base = subject.operator.image.base
    there = family(base)
    lines = subject.operator.interface.system_packages
    # a script may name the packages for both, and each image takes its own
    if there is None or any(line.manager == there for line in lines):
        return
    for line in lines:
        if line.arguments[0] == "install":
            message = f"the base image {base!r} has no {line.manager}; this line is skipped"
            yield Violation.at(line, message, _remedy(line, there))


def _remedy(line: SystemPackages, there: str) -> str:
    if there not in _COMMANDS:
        return f"Choose a `base-image` that has {line.manager}, or a package of pip's that needs no system package."
    names = shlex.join(word for word in line.arguments if not word.startswith("-"))
    return f"Write `# {_COMMANDS[there]} {names}`, with the names that the packages have there."


RULES = (
    Rule(
        code="CLM036",
        severity="warning",
        title="system packages for another kind of base image",
        why=(
            "Debian's images install with apt, Red Hat's with dnf. A line for the one that an image lacks is skipped,"
            " and what needs the package fails when it runs."
        ),
        bad=(
            '"""Says which GDAL is there."""\n\nimport subprocess\n\n# dnf install gdal\n'
            'subprocess.run(["gdalinfo", "--version"])\n'
        ),
        good=(
            '"""Says which GDAL is there."""\n\nimport subprocess\n\n# dnf install gdal\n# apt-get install gdal-bin\n'
            'subprocess.run(["gdalinfo", "--version"])\n'
        ),
        check=_other_manager,
    ),
)
