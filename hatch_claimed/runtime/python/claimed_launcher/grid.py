"""Hands over to the coordinator of a grid wrapper, which lies beside the launcher in the wrapper's image."""

from __future__ import annotations

import contextlib
import importlib
import os
import sys

from . import lines, logs, place
from .arguments import Arguments
from .interface import LOG_LEVEL, Interface

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn


def run_grid(folder: str, interface: Interface, asked: Arguments) -> NoReturn:
    """Prepare the process as for an operator, and become the coordinator.

    The folder is on the module path only while the coordinator is imported. Raises SystemExit.
    """
    working_directory = os.getcwd()
    place.link_additional_files(os.path.join(folder, "operator", "app"), interface.place, working_directory)
    _tell_leftovers(interface)
    place.set_home(os.environ, working_directory)
    lines.settle(os.environ, folder)
    logs.configure(logs.level(interface.parameters[LOG_LEVEL], os.environ))
    sys.path.insert(0, folder)
    main = importlib.import_module("claimed_grid.main").main
    sys.path.remove(folder)
    sys.exit(main(folder, asked.script))


def _tell_leftovers(interface: Interface) -> None:
    """Say at the end what batches left; what the coordinator itself makes is known to the caller."""
    from .leftovers import Leftovers

    own = [one for one in interface.parameters.values() if one.name.startswith(("gw_", "sgw_"))]
    paths = [os.environ.get(one.name) or one.default for one in own if one.name.endswith(("_path", "_folder"))]
    with contextlib.suppress(OSError):
        Leftovers((), (), [path for path in paths if path])
