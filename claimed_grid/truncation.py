"""Texts that must not become too long."""

from __future__ import annotations

LONGEST_REPORT = 64_000
"""Characters of a report. Some stores keep reports in places that are read often."""

LONGEST_LINE = 300


def truncated(text: str, longest: int = LONGEST_REPORT) -> str:
    """The text, or its beginning and its end with a note of what is missing between them."""
    if len(text) <= longest:
        return text
    half = longest // 2
    return f"{text[:half]}\n[… {len(text) - 2 * half:,} characters left out …]\n{text[-half:]}"


def one_line(text: str, longest: int = LONGEST_LINE) -> str:
    """The first line that is not blank, cut when it is long."""
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return line if len(line) <= longest else line[:longest] + "…"
