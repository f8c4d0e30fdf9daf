"""What the launcher of an operator is called with. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hatch_claimed.model import Component
from hatch_claimed.model.secrets.parameters import secret_names
from hatch_claimed.running.asked import Asked


def arguments(component: Component, asked: Asked, outputs: Mapping[str, str]) -> tuple[str, ...]:
    """The launcher's arguments, without secrets. `outputs` are paths as the launcher sees them."""
    hidden = secret_names(component)
    shown = {name: text for name, text in asked.values.items() if name not in hidden}
    return (*_options(shown), *_options(outputs), *(("--", *asked.script) if asked.script else ()))


def secrets(component: Component, asked: Asked) -> Mapping[str, str]:
    """The secrets that the caller gives, for the launcher's environment."""
    return {name: text for name, text in asked.values.items() if name in secret_names(component)}


def _options(texts: Mapping[str, str]) -> Iterator[str]:
    for name, text in texts.items():
        yield f"--{name}"
        yield text
