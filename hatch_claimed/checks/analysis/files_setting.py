"""What rules say of `files`."""

from __future__ import annotations

from hatch_claimed.sources.operators import ReadOperator


def files_line(subject: ReadOperator, names: str) -> str:
    """What to write into pyproject.toml for quoted paths to come along."""
    table = f"[tool.claimed.operators.{subject.operator.name}]"
    if subject.operator.files:
        return f"Add to `files` below `{table}` in pyproject.toml:\n{names}"
    return f"Write into pyproject.toml:\n{table}\nfiles = [{names}]"
