"""Hands over to the coordinator of a grid wrapper, which lies beside the launcher in the wrapper's image."""

from __future__ import annotations

import contextlib
import importlib
import os
import sys

from . import home, lines, logs, place
from .arguments import Arguments
from .interface import LOG_LEVEL, Interface
from .messages import say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn


def run_grid(folder: str, interface: Interface, asked: Arguments) -> NoReturn:
    """Prepare the process as for an operator, and become the coordinator.

    The folder is on the module path only while the coordinator is imported. Raises SystemExit.
    """
    app = os.path.join(folder, "operator", "app")
    place.link_additional_files(app, interface.place, os.getcwd())
    if not os.access(os.getcwd(), os.W_OK):
        from . import work

        work.enter(app, interface.place, os.environ)
    _tell_leftovers(interface)
    problem = home.settle(os.environ, os.getcwd())
    lines.settle(os.environ, folder)
    logs.configure(logs.level(interface.parameters[LOG_LEVEL], os.environ))
    sys.path.insert(0, folder)
    main = importlib.import_module("claimed_grid.main").main
    sys.path.remove(folder)
    code = main(folder, asked.script)
    if problem and code == 1:
        say(problem)
    sys.exit(code)


def _tell_leftovers(interface: Interface) -> None:
    """Say at the end what batches left; what the coordinator itself makes is known to the caller."""
    from .leftovers import Leftovers

    own = [one for one in interface.parameters.values() if one.name.startswith(("gw_", "sgw_"))]
    paths = [os.environ.get(one.name) or one.default for one in own if one.name.endswith(("_path", "_folder"))]
    with contextlib.suppress(OSError):
        Leftovers((), (), [path for path in paths if path])
