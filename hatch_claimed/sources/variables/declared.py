"""What an operator's settings say of its variables, and what of that is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hatch_claimed.model import Finding
from hatch_claimed.settings.settings import ProjectSettings
from hatch_claimed.sources.variables.overrides import Unused, VariableOverrides
from hatch_claimed.sources.variables.table import owner

_WHY = {
    "parameters": "which the script never reads",
    "outputs": "which the script never sets",
    "internal": "which the script neither reads nor sets",
}


def variables(settings: ProjectSettings, operator: str) -> VariableOverrides:
    """What is said of the variables of an operator.

    Whoever takes the value of `HTTPS_PROXY` from a secret says that it is a parameter.
    """
    own = settings.own(operator)
    # a secret of any other name changes nothing, and must not make scripts be read anew
    secrets = tuple(sorted(name for name in {*own.secrets, *settings.table.secrets} if owner(name)))
    return VariableOverrides(parameters=own.parameters, outputs=own.outputs, internal=own.internal, secrets=secrets)


def useless(settings: ProjectSettings, operator: str, unused: Iterable[Unused]) -> Iterator[Finding]:
    """CLM091 for names that the script does not use so, which the reader says, and for those in two lists."""
    place = settings.own_place(operator)
    for key, name in unused:
        yield place.at(key).finding("CLM091", f"has {name!r}, {_WHY[key]}", "Correct the name, or take it out.")
    first: dict[str, str] = {}
    own = settings.own(operator)
    for key, names in (("parameters", own.parameters), ("outputs", own.outputs), ("internal", own.internal)):
        for name in dict.fromkeys(names):
            if name in first:
                message = f"has {name!r}, which `{first[name]}` has too"
                yield place.at(key).finding("CLM091", message, "Take it out of one of them.")
            first.setdefault(name, key)
