"""Runs code as `__main__`, as `python script.py` would: same module, same tracebacks, same exit codes."""

from __future__ import annotations

import builtins
import os
import sys
from collections.abc import Callable, Iterable
from importlib.machinery import ModuleSpec, SourceFileLoader
from types import CodeType, ModuleType, TracebackType

INTERRUPTED = 130
OURS = {os.path.dirname(os.path.abspath(__file__))}
"""The folders whose code is left out of tracebacks. What runs a script with the help of this module adds its own."""


def main_module(path: str | None, package: str = "") -> ModuleType:
    """A fresh `__main__` in `sys.modules`.

    `path` is the script's. With a `package` it is a module of that, as `python -m` makes one: relative imports work,
    also in child processes of `multiprocessing`, which find it by its name. A notebook has no path, as in Jupyter: such
    a process would run the whole notebook again to find a function in it.
    """
    module = ModuleType("__main__")
    module.__dict__["__builtins__"] = builtins
    if "__annotations__" in vars(sys.modules["__main__"]):
        module.__annotations__ = {}
    if path is not None:
        module.__file__ = path
        module.__loader__ = SourceFileLoader("__main__", path)
        module.__dict__["__cached__"] = None
        if package:
            name = f"{package}.{os.path.splitext(os.path.basename(path))[0]}"
            module.__package__ = package
            module.__spec__ = ModuleSpec(name, module.__loader__, origin=path)
    sys.modules["__main__"] = module
    return module


def provide(module: ModuleType, names: Iterable[str]) -> None:
    """Give a script the modules that it counts on without importing them; C3 puts these imports before each script."""
    for name in names:
        module.__dict__.setdefault(name, __import__(name))


def compile_script(path: str) -> list[CodeType]:
    """Compile a script from its bytes, so that Python itself sees to its encoding."""
    with open(path, "rb") as file:
        return [compile(file.read(), path, "exec", dont_inherit=True)]


def run(module: ModuleType, program: Callable[[], Iterable[CodeType]], execute: Callable[..., None]) -> None:
    """Run a program in `module`.

    Raises SystemExit: the script's own, or, after printing a traceback, with 1, or 130 for an interrupt.
    """
    try:
        for code in program():
            execute(code, module.__dict__)
    except SystemExit:
        raise
    except KeyboardInterrupt as error:
        report(error, module)
        sys.exit(INTERRUPTED)
    except BaseException as error:  # noqa: BLE001 (Python itself reports whatever a script raises)
        report(error, module)
        sys.exit(1)


def report(error: BaseException, module: ModuleType) -> None:
    """Print a traceback of the script alone, through `sys.excepthook`, which the script may have set."""
    trim(error, vars(module))
    if sys.excepthook is sys.__excepthook__ and not hasattr(module, "__file__") and error.__traceback__:
        import traceback

        # before 3.13 Python's own hook reads source lines from files alone, and cells have none
        traceback.print_exception(type(error), error, error.__traceback__)
    else:
        sys.excepthook(type(error), error, error.__traceback__)


def trim(error: BaseException, namespace: dict[str, object]) -> None:
    """Take our frames out of an exception and of all that hang on it. `namespace` is that of the script."""
    _trim(error, namespace, set())


def _trim(error: BaseException | None, namespace: dict[str, object], seen: set[int]) -> None:
    if error is None or id(error) in seen:
        return
    seen.add(id(error))
    error.__traceback__ = _without_launcher(error.__traceback__, namespace)
    for other in (error.__cause__, error.__context__, *getattr(error, "exceptions", ())):
        _trim(other, namespace, seen)


def _without_launcher(traceback: TracebackType | None, namespace: dict[str, object]) -> TracebackType | None:
    links = []
    while traceback is not None:
        links.append(traceback)
        traceback = traceback.tb_next
    if links and _is_ours(links[0]):
        # between the launcher and the script there may be what runs it, as asyncio does
        first = (place for place, link in enumerate(links) if link.tb_frame.f_globals is namespace)
        links = links[next(first, 0) :]
    kept = [link for link in links if not _is_ours(link)]
    following = None
    for link in reversed(kept):
        link.tb_next = following
        following = link
    return following


def _is_ours(link: TracebackType) -> bool:
    return os.path.dirname(link.tb_frame.f_code.co_filename) in OURS
