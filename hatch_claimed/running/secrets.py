"""Which values nobody is told: neither on a command line, which other users of a machine can read, nor in messages."""

from __future__ import annotations

from hatch_claimed.model import Component

_WORDS = ("password", "passwd", "secret", "token", "key", "credential", "connection")
"""As launchers have them, which must stand alone."""


def secret_names(component: Component) -> frozenset[str]:
    """The parameters of a component that hold secrets: those that the settings call so, and others by their names."""
    declared = component.deployment
    return frozenset(one.name for one in component.parameters if declared.secret(one.name) or is_secret(one.name))


def is_secret(name: str) -> bool:
    """Whether a name says that its value must not be shown."""
    return any(word in name.lower() for word in _WORDS)
