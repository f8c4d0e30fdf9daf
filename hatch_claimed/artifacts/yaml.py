"""YAML that every reader understands alike: PyYAML (1.1), ruamel.yaml (1.2), and the Go readers of Kubernetes."""

from __future__ import annotations

from collections.abc import Mapping

from hatch_claimed.artifacts.document import Yaml


def dump(document: Mapping[str, Yaml]) -> bytes:
    """One document as UTF-8, the same bytes for equal documents, keys in the order given.

    Any text reads back unchanged, except that surrogates, which UTF-8 cannot hold, become U+FFFD. Texts of several
    lines are literal blocks where these are exact.
    """
    # where everything is remembered, nothing is written anew
    from hatch_claimed.artifacts.nodes import serialized

    return serialized(document).encode()
