"""Which parameters workflows give: those that come from secrets reach the container without them."""

from __future__ import annotations

from hatch_claimed.model import Component, Parameter


def given_parameters(component: Component) -> tuple[Parameter, ...]:
    """The parameters whose values are written down in workflows, in their order."""
    secret = {one.parameter for one in component.deployment.secrets}
    return tuple(parameter for parameter in component.parameters if parameter.name not in secret)
