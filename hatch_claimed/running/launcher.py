"""What the launcher of an operator is called with. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hatch_claimed.model import Component
from hatch_claimed.model.secrets.parameters import secret_names
from hatch_claimed.running.arguments import OperatorArguments


def launcher_arguments(
    component: Component, arguments: OperatorArguments, outputs: Mapping[str, str]
) -> tuple[str, ...]:
    """The launcher's arguments, without secrets. `outputs` are paths as the launcher sees them."""
    hidden = secret_names(component)
    shown = {name: text for name, text in arguments.values.items() if name not in hidden}
    return (*_options(shown), *_options(outputs), *(("--", *arguments.script) if arguments.script else ()))


def launcher_secrets(component: Component, arguments: OperatorArguments) -> Mapping[str, str]:
    """The secrets that the caller gives, for the launcher's environment."""
    return {name: text for name, text in arguments.values.items() if name in secret_names(component)}


def _options(texts: Mapping[str, str]) -> Iterator[str]:
    for name, text in texts.items():
        yield f"--{name}"
        yield text
