"""Makes HTML of templates. Every value is escaped, and what runs in a page is named by its hash."""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from hatch_claimed.artifacts.rendering import templates

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

_TEMPLATES = Path(__file__).parent / "templates"
_STYLE = "site.css"


def page(template: str, scripts: tuple[str, ...], **values: object) -> bytes:
    """Fill in a template with these scripts. Raises jinja2.UndefinedError for a value that is not given."""
    text = (
        _environment()
        .get_template(template)
        .render(**values, style=_asset(_STYLE), scripts=[_asset(one) for one in scripts], policy=_policy(scripts))
    )
    return text.encode(errors="replace")


def data(value: object) -> Markup:
    """A value for a script to read, as JSON that cannot end the element that holds it."""
    from markupsafe import Markup

    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704 - without `<` there is no markup in it


def _policy(scripts: tuple[str, ...]) -> str:
    """Nothing runs but these scripts, and nothing is fetched. Hashes hold for files on disk too, unlike `'self'`."""
    hashes = " ".join(_hash(one) for one in scripts)
    return (
        f"default-src 'none'; script-src {hashes}; style-src {_hash(_STYLE)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


@cache
def _hash(name: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(_asset(name).encode()).digest()).decode()}'"


@cache
def _asset(name: str) -> Markup:
    from markupsafe import Markup

    # our own text: browsers take what is in these elements as it stands
    return Markup((_TEMPLATES / name).read_text(encoding="utf-8"))  # noqa: S704


@cache
def _environment() -> Environment:
    return templates(_TEMPLATES, escaping=True)
