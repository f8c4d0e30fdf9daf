"""Which values nobody is told: neither on a command line, which other users of a machine can read, nor in messages."""

from __future__ import annotations

from hatch_claimed.model import Component
from hatch_claimed.model.secrets.defaults import is_hidden_default
from hatch_claimed.model.secrets.names import PLAIN_WORDS, is_named_secret


def secret_names(component: Component) -> frozenset[str]:
    """The parameters of a component that hold secrets: those that the settings call so, and others as they look."""
    declared = component.deployment
    return frozenset(
        one.name
        for one in component.parameters
        if declared.secret(one.name) or is_secret(one.name) or is_hidden_default(one.name, one.default)
    )


def is_secret(name: str) -> bool:
    """Whether a name says that its value must not be shown."""
    return is_plainly_secret(name) or is_named_secret(name)


def is_plainly_secret(name: str) -> bool:
    """Whether a launcher sees by itself that a name is one of a secret."""
    return any(word in name.lower() for word in PLAIN_WORDS)
