#!/usr/bin/env python3
"""Refuse subjects of commits that are longer than 72 characters, which `git log --oneline` and forges cut off.

.ci/subject.py FILE                               the message in a file: the hook commit-msg of pre-commit
git log --format=%s main..HEAD | .ci/subject.py   subjects, one a line
"""

import sys
from collections.abc import Iterator
from pathlib import Path

MOST = 72
MADE_BY_GIT = ("fixup! ", "squash! ", "amend! ", "Merge ")


def subjects(files: list[str]) -> Iterator[str]:
    """The first line of each message that is neither blank nor a comment of git; without files, the lines of stdin."""
    if not files:
        yield from sys.stdin.read().splitlines()
    for file in files:
        lines = Path(file).read_text(encoding="utf-8").splitlines()
        yield next((line for line in lines if line.strip() and not line.startswith("#")), "")


def too_long(subject: str) -> bool:
    """Whether somebody wrote it, and it is too long; blanks at its end do not count."""
    return len(subject.rstrip()) > MOST and not subject.startswith(MADE_BY_GIT)


if __name__ == "__main__":
    wrong = [subject.rstrip() for subject in subjects(sys.argv[1:]) if too_long(subject)]
    if wrong:
        sys.exit("".join(f"{len(one)} characters in a subject, {MOST} at most: {one}\n" for one in wrong).rstrip())
