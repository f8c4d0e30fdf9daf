"""What tests need beside Python. Where it is missing they are skipped, and fail with CLAIMED_TESTS_MUST_RUN=1."""

import os
import shutil
from collections import Counter
from typing import NoReturn

import pytest

MUST_RUN = os.environ.get("CLAIMED_TESTS_MUST_RUN") == "1"
NEEDS_R = pytest.mark.skipif(shutil.which("Rscript") is None and not MUST_RUN, reason="needs R")


def missing(need: str) -> NoReturn:
    """End a test whose need, such as "PostgreSQL", cannot be met."""
    stop = pytest.fail if MUST_RUN else pytest.skip
    stop(f"needs {need}")


def skipped(reasons: list[str]) -> str:
    """One line about all tests that were skipped, the most frequent reason first."""
    counts = Counter(reason.removeprefix("Skipped: ") for reason in reasons)
    parts = [f"{reason} ({count})" for reason, count in sorted(counts.items(), key=lambda one: (-one[1], one[0]))]
    return f"{len(reasons)} skipped: {', '.join(parts)}"
