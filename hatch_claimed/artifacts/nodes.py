"""The nodes of a YAML document, each written in a style that all readers understand alike."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

import yaml
from yaml.representer import SafeRepresenter

from hatch_claimed.artifacts.document import Yaml

# What one version of YAML takes for a number, a time or a Boolean, and another one for text: `012`, `0o7`, `1e3`, `y`.
_AMBIGUOUS = re.compile(r"[-+]?[.\d].*|[yYnN]", re.DOTALL)
# Line breaks and byte order mark in YAML 1.1, ordinary characters in 1.2; PyYAML itself loses NEL between quotes.
_BREAKS = re.compile("[\r\x85\u2028\u2029\ufeff]")
_SURROGATES = re.compile("[\ud800-\udfff]")
# no line is ever folded; libyaml takes a C int
_WIDTH = 2**31 - 1
_TAG = "tag:yaml.org,2002:"


def serialized(document: Mapping[str, Yaml]) -> str:
    """The document as text."""
    root = _node(document)
    text = _serialized(root, yaml.CSafeDumper) if yaml.__with_libyaml__ else None
    # libyaml, which is many times faster, escapes characters beyond the first plane; PyYAML itself writes them
    return text if text is not None and "\\U" not in text else _serialized(root, yaml.SafeDumper)


def _serialized(root: yaml.Node, dumper: type[yaml.SafeDumper | yaml.CSafeDumper]) -> str:
    text: str = yaml.serialize(root, Dumper=dumper, allow_unicode=True, width=_WIDTH)
    return text


def _node(value: Yaml) -> yaml.Node:
    """The nodes of a value, which never share any: nothing becomes an alias."""
    match value:
        case str():
            text, style = _written(value)
            return yaml.ScalarNode(f"{_TAG}str", text, style=style)
        case Mapping():
            pairs = [(_node(key), _node(one)) for key, one in value.items()]
            return yaml.MappingNode(f"{_TAG}map", pairs, flow_style=False)
        case Sequence():
            return yaml.SequenceNode(f"{_TAG}seq", [_node(one) for one in value], flow_style=False)
    node: yaml.Node = SafeRepresenter().represent_data(value)
    return node


# keys and types stand in every document
@lru_cache(maxsize=4096)
def _written(text: str) -> tuple[str, str | None]:
    clean = _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text)
    return clean, _style(clean)


def _style(text: str) -> str | None:
    if _BREAKS.search(text):
        return '"'
    if "\n" in text:
        # PyYAML itself falls back to quotes for what a block cannot hold, such as tabs and trailing spaces
        return '"' if text[0] in " \n" or text.endswith("\n\n") else "|"
    return "'" if _AMBIGUOUS.fullmatch(text) else None
