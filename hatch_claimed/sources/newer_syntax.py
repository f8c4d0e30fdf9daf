"""Scripts that only a newer Python can parse than the one that runs this tool.

A syntax tree comes from the Python that runs, and each release reads more than the one before: a script that is right
for its image may be no Python here.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace

from hatch_claimed.model import Finding
from hatch_claimed.settings.base_images import image_python
from hatch_claimed.sources.python.code import PARSED_BY

Version = tuple[int, int]
_RUNNING: Version = sys.version_info[:2]
_UNPARSED = frozenset({"CLM010", "CLM013"})
_DEFINITION = r"\s*(?:async\s+def|def|class)\s+\w+\s*\["
# what no older Python takes, and no slip of the pen looks like: PEP 695, 696 and 750
_FORMS: tuple[tuple[re.Pattern[str], str, Version], ...] = (
    (re.compile(r"\s*type\s+[^\W\d]\w*\s*(?:\[.*\])?\s*=[^=]"), "`type` statements", (3, 12)),
    (re.compile(rf"{_DEFINITION}[^]]*="), "Type parameters with a default", (3, 13)),
    (re.compile(_DEFINITION), "Type parameters", (3, 12)),
    (re.compile(r"(?:.*[\s(=,\[{:])?(?:[tT][rR]?|[rR][tT])[\"']"), "Template strings", (3, 14)),
)
# what older Pythons say of it, where it may as well be a slip of the pen: PEP 701 and 758
_WORDS: tuple[tuple[re.Pattern[str], Version], ...] = (
    (re.compile(r".*: (?:f-string\b|unterminated string literal\b)"), (3, 12)),
    (re.compile(r".*: multiple exception types must be parenthesized"), (3, 14)),
)
_FORMATTED = re.compile(r"\b(?:f|rf|fr)[\"']", re.IGNORECASE)
_LAST_KNOWN: Version = (3, 14)
"""Of later releases nobody knew here what they read."""


def explained(findings: Iterable[Finding], base: str, line_of: Callable[[Finding], str]) -> tuple[Finding, ...]:
    """The findings, in which those about newer syntax say that it is, or may be, and which Python is to run this tool.

    `base` is the operator's base image, and `line_of` gives the line of the script that a finding is about.
    """
    return tuple(
        _explained(one, image_python(base), line_of(one)) if one.code in _UNPARSED and PARSED_BY in one.message else one
        for one in findings
    )


def _explained(finding: Finding, image: str | None, line: str) -> Finding:
    has = _version(image) if image else None
    found = next(((what, since) for form, what, since in _FORMS if form.match(line)), None)
    if found and found[1] > _RUNNING:
        what, since = found
        message = (
            f"{what} are syntax of Python {_text(since)} and newer: the Python that runs hatch-claimed does not read it"
            f" {PARSED_BY}."
        )
        remedy = _way(max(since, has or since))
        if has and has < since:
            remedy = f"The image has Python {image}: write it in the older way, or choose an image with a newer Python."
        return replace(finding, message=message, remedy=remedy)
    if has and has > _RUNNING and (has > _LAST_KNOWN or _may_be_newer(finding.message, line, has)):
        maybe = f" If it is right for Python {image}, which the image has: that is newer than the Python that runs "
        return replace(finding, remedy=f"{finding.remedy}{maybe}hatch-claimed. {_way(has)}")
    return finding


def _may_be_newer(message: str, line: str, has: Version) -> bool:
    if "unterminated string" in message and not _FORMATTED.search(line):
        return False
    return any(_RUNNING < since <= has and words.match(message) for words, since in _WORDS)


def _way(version: Version) -> str:
    """How this tool comes to run with another Python, by itself and in builds, which have environments of their own."""
    text = _text(version)
    return (
        f"Run hatch-claimed with Python {text}, as `uvx --python {text} hatch-claimed check` does; `hatch build` takes"
        f' it with `python = "{text}"` below [tool.hatch.envs.hatch-build], others with `python{text} -m build` or'
        f" `uv build --python {text}`."
    )


def _version(text: str) -> Version:
    major, _, minor = text.partition(".")
    return int(major), int(minor)


def _text(version: Version) -> str:
    return ".".join(str(part) for part in version)
