"""What `hatch-claimed check` can print: each format by the name that `--format` takes."""

from __future__ import annotations

from hatch_claimed.checks.formats.as_json import JsonFormat
from hatch_claimed.checks.formats.format import Format, Lines
from hatch_claimed.checks.formats.github import GitHubFormat
from hatch_claimed.checks.formats.sarif import SarifFormat
from hatch_claimed.checks.formats.text import TextFormat

__all__ = ["FORMATS", "Format", "GitHubFormat", "JsonFormat", "Lines", "SarifFormat", "TextFormat"]

FORMATS: dict[str, Format] = {
    "text": TextFormat(),
    "json": JsonFormat(),
    "github": GitHubFormat(),
    "sarif": SarifFormat(),
}
