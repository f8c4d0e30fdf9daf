"""What rules say of `files`."""

from __future__ import annotations

from hatch_claimed.sources.operators import ReadOperator


def files_line(subject: ReadOperator, names: str) -> str:
    """What to write into pyproject.toml for quoted paths to come along."""
    if subject.operator.files:
        return f"Add to `files` below `{subject.table}` in pyproject.toml:\n{names}"
    if subject.table_key:
        return f"Add to `{subject.table}` in pyproject.toml:\nfiles = [{names}]"
    return f"Write into pyproject.toml:\n{subject.table}\nfiles = [{names}]"
