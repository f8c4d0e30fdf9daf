"""YAML that every reader understands alike: PyYAML (1.1), ruamel.yaml (1.2), and the Go readers of Kubernetes."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from typing import TypeAlias

import yaml

Yaml: TypeAlias = "bool | int | float | str | Sequence[Yaml] | Mapping[str, Yaml] | None"

# What one version of YAML takes for a number, a time or a Boolean, and another one for text: `012`, `0o7`, `1e3`, `y`.
_AMBIGUOUS = re.compile(r"[-+]?[.\d].*|[yYnN]", re.DOTALL)
# Line breaks and byte order mark in YAML 1.1, ordinary characters in 1.2; PyYAML itself loses NEL between quotes.
_BREAKS = re.compile("[\r\x85\u2028\u2029\ufeff]")
_SURROGATES = re.compile("[\ud800-\udfff]")


def dump(document: Mapping[str, Yaml]) -> bytes:
    """One document as UTF-8, the same bytes for equal documents, keys in the order given.

    Any text reads back unchanged, except that surrogates, which UTF-8 cannot hold, become U+FFFD. Texts of several
    lines are literal blocks where these are exact.
    """
    text: str = yaml.dump(document, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=sys.maxsize)
    return text.encode()


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, _data: object) -> bool:
        return True


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    clean = _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text)
    return dumper.represent_scalar("tag:yaml.org,2002:str", clean, style=_style(clean))


def _style(text: str) -> str | None:
    if _BREAKS.search(text):
        return '"'
    if "\n" in text:
        # PyYAML itself falls back to quotes for what a block cannot hold, such as tabs and trailing spaces
        return '"' if text[0] in " \n" or text.endswith("\n\n") else "|"
    return "'" if _AMBIGUOUS.fullmatch(text) else None


_Dumper.add_representer(str, _represent_text)
