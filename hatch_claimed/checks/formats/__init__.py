"""What `hatch-claimed check` can print: each format by the name that `--format` takes."""

from __future__ import annotations

from hatch_claimed.checks.formats.as_json import AsJson
from hatch_claimed.checks.formats.form import Format, Lines
from hatch_claimed.checks.formats.github import GitHub
from hatch_claimed.checks.formats.sarif import Sarif
from hatch_claimed.checks.formats.text import Text

__all__ = ["FORMATS", "AsJson", "Format", "GitHub", "Lines", "Sarif", "Text"]

FORMATS: dict[str, Format] = {
    "text": Text(),
    "json": AsJson(),
    "github": GitHub(),
    "sarif": Sarif(),
}
