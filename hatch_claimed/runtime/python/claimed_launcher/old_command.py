"""What C3's Jobs and components hand over, as this operator takes it.

They replace the ENTRYPOINT, and call the script by its name with `name=value` for each parameter (see `commands` beside
the launcher). C3 put each of these into the environment, whatever its name was.
"""

from __future__ import annotations

import os
import sys
from collections.abc import MutableMapping

from . import place
from .arguments import parse
from .interface import Interface
from .messages import flush, say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

NOTHING = "None"
"""The text of C3's components for a default of `None`."""


def is_of_c3(arguments: list[str], interface: Interface) -> bool:
    """Whether C3 can have written the arguments: it sets each by its name.

    Whoever starts a script with others has one that reads its command line by itself.
    """
    named = any(word.partition("=")[0].isidentifier() and "=" in word for word in arguments)
    return named or not parse(arguments, interface).problems


def run_script(app: str, interface: Interface, arguments: list[str]) -> NoReturn:
    """Become the script as Python itself starts it."""
    root = place.project_root(app, interface.place, os.getcwd())
    flush()
    path = os.path.join(root, interface.place)
    os.execv(sys.executable, [sys.executable, path, *arguments])  # noqa: S606 (a shell would split them again)


def adapted(arguments: list[str], interface: Interface, environment: MutableMapping[str, str]) -> list[str]:
    """The arguments that the operator takes. What it does not know goes to the environment, and is told.

    Changes `environment`.
    """
    known: list[str] = []
    unknown: list[str] = []
    for word in arguments:
        name, equals, value = word.partition("=")
        if not equals or not name.isidentifier() or name in interface.outputs:
            known.append(word)
        elif name not in interface.parameters:
            unknown.append(name)
            environment.setdefault(name, value)
        elif _is_nothing(name, value, interface):
            environment.pop(name, None)
        else:
            known.append(word)
    from . import old_connections

    used = old_connections.settle(interface, environment)
    unknown += [name for name in environment if name.startswith(("gw_", "sgw_")) and name not in interface.names]
    _tell([name for name in dict.fromkeys(unknown) if name not in used])
    return known


def _is_nothing(name: str, value: str, interface: Interface) -> bool:
    parameter = interface.parameters[name]
    return value == NOTHING and not parameter.required and parameter.default is None


def _tell(names: list[str]) -> None:
    if names:
        say(f"not known to this operator, and left in the environment, as C3 does: {', '.join(names)}")
