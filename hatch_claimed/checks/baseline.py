"""Findings that are known and accepted until somebody mends them: what `hatch-claimed check --baseline` goes by."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import NamedTuple

from hatch_claimed.checks.formats.escaping import json_text
from hatch_claimed.checks.formats.format import ordered
from hatch_claimed.model import Finding

_VERSION = 1
_CODE = re.compile(r"CLM\d{3}")
_PLACE = re.compile(r"\b(line|cell) \d+")


class BaselineError(Exception):
    """A text is no baseline. `line` is where, as far as that can be told."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


class KnownFinding(NamedTuple):
    """What a finding is known by: neither line nor cell, which change with what stands above, nor its severity."""

    path: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Baseline:
    """How often each finding is accepted."""

    counts: Counter[KnownFinding] = field(default_factory=Counter)

    def new(self, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        """The findings that are not accepted. Of equal ones, those that stand last in the file."""
        left = Counter(self.counts)
        result = []
        for finding in ordered(findings):
            known = known_by(finding)
            if left[known]:
                left[known] -= 1
            else:
                result.append(finding)
        return tuple(result)

    def mended(self, findings: Iterable[Finding]) -> Counter[KnownFinding]:
        """How often what is accepted is not there any more."""
        return self.counts - Counter(map(known_by, findings))

    def below(self, paths: Sequence[str], *, inside: bool = True) -> Baseline:
        """The part for files and folders that are named, or the part for all others. Without any name, all is inside.

        Paths are compared as they are written.
        """
        return Baseline(Counter({one: n for one, n in self.counts.items() if is_below(one.path, paths) == inside}))

    def text(self) -> str:
        """The baseline as a file: a line for each finding, sorted, so that changes are easy to read and to merge."""
        document: dict[str, dict[str, dict[str, int]]] = {}
        for known, count in sorted(self.counts.items()):
            document.setdefault(known.path, {}).setdefault(known.code, {})[known.message] = count
        return json_text({"version": _VERSION, "findings": document}) + "\n"


def known_by(finding: Finding) -> KnownFinding:
    """What a finding is known by."""
    return KnownFinding(finding.path, finding.code, _PLACE.sub(r"\1 …", finding.message))


def baseline_of(findings: Iterable[Finding], others: Baseline | None = None) -> Baseline:
    """A baseline that accepts these findings, and what another one accepts."""
    return Baseline(Counter(map(known_by, findings)) + (others.counts if others else Counter()))


def read_baseline(text: str) -> Baseline:
    """The baseline that a text holds. Raises BaselineError."""
    top = _table(_document(text), "the file")
    if unknown := top.keys() - {"version", "findings"}:
        message = f"holds {min(unknown)!r}, where a baseline has `version` and `findings`"
        raise BaselineError(message)
    version = top.get("version")
    if version != _VERSION or isinstance(version, bool):
        message = f"has the version {version!r}, and this hatch-claimed reads {_VERSION}"
        raise BaselineError(message)
    return Baseline(Counter(dict(_entries(_table(top.get("findings"), "`findings`")))))


def _document(text: str) -> object:
    try:
        return json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        message = f"is no JSON: {error.msg}"
        raise BaselineError(message, error.lineno) from None
    except (RecursionError, ValueError):
        raise BaselineError("is no JSON that a baseline could be") from None


def _entries(findings: dict[str, object]) -> Iterator[tuple[KnownFinding, int]]:
    for path, codes in findings.items():
        for code, messages in _table(codes, repr(path)).items():
            if not _CODE.fullmatch(code):
                wrong = f"has {code!r} below {path!r}, which is no code of a rule"
                raise BaselineError(wrong)
            for message, count in _table(messages, f"{code} of {path!r}").items():
                yield KnownFinding(path, code, message), _count(count, f"{message!r}, {code} of {path!r}")


def _count(value: object, what: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        message = f"has no number of 1 or more for {what}"
        raise BaselineError(message)
    return value


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object whose keys are different: of two equal ones, as merges leave them, one would be lost."""
    result = dict(pairs)
    if len(result) < len(pairs):
        twice = next(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
        message = f"has {twice!r} twice in one place"
        raise BaselineError(message)
    return result


def _table(value: object, what: str) -> dict[str, object]:
    if not isinstance(value, dict):
        message = f"has no object for {what}"
        raise BaselineError(message)
    return value


def is_below(path: str, paths: Sequence[str]) -> bool:
    """Whether a file is named, or lies in a folder that is. Where nothing is named, each one is."""
    own = PurePosixPath(path)
    return not paths or any(own.is_relative_to(PurePosixPath(one)) for one in paths)
