"""Prepares the process for the user's program and runs it."""

from __future__ import annotations

import os
import sys

from . import execute, home, leftovers, lines, place, stopping
from .arguments import Arguments
from .interface import LOG_LEVEL, Interface
from .messages import say
from .stopping import TERMINATED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import CodeType, ModuleType

    from .notebook import Notebook
    from .outputs import Delivery

TEXTS = "CLAIMED_TEXT_OUTPUTS"
"""The variable in which Kubeflow's components name the outputs that are handed on as texts. Scripts do not see it."""


def run_program(app: str, interface: Interface, asked: Arguments) -> None:
    """Run the script or notebook in the project's tree, of which `app` is the root.

    Delivers the outputs that were asked for if it succeeds.
    """
    delivery = _delivery(asked)
    place.link_additional_files(app, interface.place, os.getcwd())
    _enter(app, interface, delivery)
    leftovers.watch(os.path.dirname(app), interface.outputs, asked.paths)
    problem = _prepare(os.path.dirname(app), interface)
    if interface.own_paths:
        from . import folders

        folders.make(interface.own_paths.values())
    root = place.project_root(app, interface.place, os.getcwd())
    path = os.path.join(root, interface.place)
    sys.argv[:] = [path, *words(interface, asked.script)]
    place.look_for_modules(app, root, interface.place, interface.paths)
    code: object = 1
    try:
        _run(path, interface)
        code = None
    except SystemExit as end:
        code = end.code
        raise
    finally:
        if delivery is not None:
            delivery.succeeded = is_success(code)
        if problem and code not in (None, 0, TERMINATED, execute.INTERRUPTED):
            say(problem)


def words(interface: Interface, script: list[str]) -> list[str]:
    """The words that the script finds behind its own path: the values of its arguments, and what the caller has."""
    if not interface.has_arguments:
        return script
    from .script_arguments import Words

    return Words(interface, os.environ).with_own(script)


def _enter(app: str, interface: Interface, delivery: Delivery | None) -> None:
    if os.access(os.getcwd(), os.W_OK):
        return
    from . import work

    work.enter(app, interface.place, os.environ)
    if delivery is not None:
        # where the script's own paths begin; those of the caller are absolute by now
        delivery.start = os.getcwd()


def is_success(code: object) -> bool:
    """Whether a `SystemExit` with this code leaves the process with exit code 0."""
    return code is None or (isinstance(code, int) and code & 0xFF == 0)


def _delivery(asked: Arguments) -> Delivery | None:
    texts = os.environ.pop(TEXTS, "")
    if not asked.paths:
        return None
    from .outputs import Delivery

    return Delivery(asked.paths, texts.split())


def _prepare(folder: str, interface: Interface) -> str:
    """What is wrong with the home, if anything is."""
    # not earlier: the exit handler of `logging` must come before ours
    from . import logs

    problem = home.settle(os.environ, os.getcwd())
    lines.settle(os.environ, folder)
    logs.configure(logs.level(interface.parameters[LOG_LEVEL], os.environ))
    stopping.end_on_sigterm()
    return problem


def _run(path: str, interface: Interface) -> None:
    if interface.notebook:
        _run_notebook(path, interface)
    else:
        module = execute.main_module(path, interface.package)
        execute.provide(module, interface.modules)
        execute.run(module, lambda: execute.compile_script(path), exec)


def _cells(book: Notebook, interface: Interface, module: ModuleType) -> Iterable[CodeType]:
    codes = book.compile()
    if not interface.injects:
        return codes
    from . import injection

    return injection.program(codes, interface, vars(module))


def _run_notebook(path: str, interface: Interface) -> None:
    from . import notebook, shell

    book = notebook.Notebook(path, interface.cells)
    module = execute.main_module(None)
    execute.provide(module, interface.modules)
    notebook.offer_display()
    if shell.is_wanted(book.source) and not shell.start(module) and shell.is_needed(book.source):
        say("this notebook has magics or !commands, which need IPython, and IPython is not installed in this image")
        sys.exit(1)
    notebook.look_in_working_directory()
    runner = notebook.Runner(book.source)
    execute.run(module, lambda: _cells(book, interface, module), runner.execute)
    runner.finish()
