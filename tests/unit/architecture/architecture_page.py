"""What docs/architecture.md says of the source tree: the order of its stages, the exceptions, and what stands alone."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True)
class Page:
    """`stages` from left to right, `exceptions` as pairs of a path and a stage right of it, and what travels into images."""

    stages: tuple[str, ...]
    exceptions: tuple[tuple[str, str], ...]
    alone: tuple[str, ...]

    @classmethod
    def of(cls, text):
        return cls(
            stages=tuple(name for row in rows(text, "One way") for name in names(row[0])),
            exceptions=tuple(
                (path, stage)
                for row in rows(text, "Exceptions")
                for path in names(row[0])
                for stage in names(row[1])
                if row[2]
            ),
            alone=tuple(name for row in rows(text, "What travels into images") for name in names(row[0])),
        )


def rows(text, heading):
    """The cells of each row of the first table below a heading."""
    section = re.split(r"^## ", text.partition(f"\n## {heading}\n")[2], flags=re.MULTILINE)[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def names(cell):
    return re.findall(r"`([^`]+)`", cell)


PAGE = Page.of((ROOT / "docs" / "architecture.md").read_text(encoding="utf-8"))
