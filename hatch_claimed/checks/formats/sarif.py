"""Findings as a SARIF 2.1.0 log (OASIS Static Analysis Results Interchange Format)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from hatch_claimed import __version__
from hatch_claimed.checks.formats.escaping import encodable, json_text
from hatch_claimed.checks.formats.format import Lines, ordered, told
from hatch_claimed.checks.links import PROJECT, link
from hatch_claimed.model import Finding, Severity

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "hint": "note"}

Node = dict[str, object]


def _itself(code: str) -> str:
    return code


@dataclass(frozen=True, slots=True)
class SarifFormat:
    """A log of one run. `describe` gives the title of a rule by its code."""

    describe: Callable[[str], str] = _itself

    def render(self, findings: Sequence[Finding], _lines: Lines, /) -> str:
        """The log, with a run of no results when there are no findings."""
        found = ordered(findings)
        indices = {code: index for index, code in enumerate(sorted({finding.code for finding in found}))}
        driver: Node = {
            "name": "hatch-claimed",
            "version": __version__,
            "informationUri": PROJECT,
            "rules": [_rule(code, self.describe(code)) for code in indices],
        }
        run: Node = {
            "tool": {"driver": driver},
            "columnKind": "unicodeCodePoints",
            "results": [_result(finding, indices) for finding in found],
        }
        return json_text({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(code: str, title: str) -> Node:
    return {
        "id": code,
        "shortDescription": _text(title),
        "fullDescription": _text(title),
        "help": _text(f"{title}\n{link(code)}"),
        "helpUri": link(code),
    }


def _result(finding: Finding, indices: Mapping[str, int]) -> Node:
    return {
        "ruleId": finding.code,
        "ruleIndex": indices[finding.code],
        "level": _LEVELS[finding.severity],
        "message": _text(told(finding)),
        "locations": [_location(finding)],
        "partialFingerprints": {"hatchClaimed/v1": _fingerprint(finding)},
    }


def _location(finding: Finding) -> Node:
    """The file with its line; of a notebook the cell, since its lines are not those of the file."""
    physical: Node = {"artifactLocation": {"uri": _uri(finding.path), "uriBaseId": "%SRCROOT%"}}
    if finding.cell is not None:
        return {"physicalLocation": physical, "logicalLocations": [{"name": f"cell {finding.cell}"}]}
    if finding.line is not None:
        column: Node = {} if finding.column is None else {"startColumn": finding.column}
        physical["region"] = {"startLine": finding.line, **column}
    return {"physicalLocation": physical}


def _uri(path: str) -> str:
    """A relative reference that gives the bytes of the file's name back, or of Windows' name the nearest."""
    try:
        name = path.encode(errors="surrogateescape")
    except UnicodeEncodeError:
        name = path.encode(errors="surrogatepass")
    return quote(name, safe="/")


def _fingerprint(finding: Finding) -> str:
    """What stays the same while lines move: rule, file and message."""
    known = "\0".join((finding.code, finding.path, finding.message))
    return hashlib.sha256(known.encode(errors="surrogatepass")).hexdigest()


def _text(text: str) -> Node:
    return {"text": encodable(text)}
