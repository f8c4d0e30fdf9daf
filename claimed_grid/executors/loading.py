"""Imports the operator's script as a module, in a process that is prepared as the launcher prepares it."""

from __future__ import annotations

import builtins
import importlib
import importlib.util
import inspect
import os
import sys
from collections.abc import Callable, Iterable
from importlib.machinery import SourceFileLoader
from types import CodeType, ModuleType
from typing import TYPE_CHECKING, Any, Protocol

from .tracing import ScriptError, report

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop
    from collections.abc import Mapping


class LauncherParameter(Protocol):
    """A row of `interface.csv`, as the launcher reads it."""

    name: str
    kind: str
    default: str | None
    injected: str


class LauncherInterface(Protocol):
    """What the launcher reads from `interface.csv`."""

    script: str
    paths: list[str]
    package: str
    place: str
    notebook: bool
    cells: list[tuple[int, int]]
    injects: int
    modules: list[str]
    parameters: Mapping[str, LauncherParameter]
    own_paths: Mapping[str, str]


class LoadedScript:
    """The imported script. `loop` is the event loop in which a notebook's cells waited, if they did."""

    def __init__(self, module: ModuleType, filename: str, loop: AbstractEventLoop | None) -> None:
        self.namespace = vars(module)
        self.filename = filename
        self.loop = loop

    def function(self, name: str) -> Callable[..., object]:
        """The function of this name. Raises ScriptError."""
        found = self.namespace.get(name)
        if found is None:
            raise ScriptError(self._missing(name))
        if not callable(found):
            problem = f"{name} in {self.filename} is no function, but of type {type(found).__name__}"
            raise ScriptError(problem)
        if inspect.isgeneratorfunction(found) or inspect.isasyncgenfunction(found):
            problem = f"{name} in {self.filename} has a `yield`, so that a call would do nothing: write it without"
            raise ScriptError(problem)
        function: Callable[..., object] = found
        return function

    def _missing(self, name: str) -> str:
        import difflib

        names = [known for known, value in self.namespace.items() if inspect.isfunction(value)]
        close = difflib.get_close_matches(name, names, n=1)
        hint = (
            f": did you mean {close[0]}?" if close else f": write `def {name}(batch_id, **kwargs):`, or set `process`"
        )
        return f"{self.filename} has no function {name}{hint}"


def prepare(operator: str, arguments: list[str]) -> LauncherInterface:
    """Make this process what the launcher makes of one before a script runs in it. What the interface.csv says.

    `operator` is the folder that has what the operator's own image has. Home and links are the coordinator's already.
    """
    interface: LauncherInterface = _launcher("interface").read(os.path.join(operator, "interface.csv"))
    _launcher("lines").keep_lines()
    logs = _launcher("logs")
    logs.configure(logs.level(interface.parameters["log_level"], os.environ))
    _launcher("stopping").end_on_sigterm()
    _launcher("folders").make(interface.own_paths.values())
    root = _root(operator, interface)
    words: list[str] = _launcher("program").words(interface, arguments)
    sys.argv[:] = [os.path.join(root, interface.place), *words]
    _launcher("place").look_for_modules(os.path.join(operator, "app"), root, interface.place, interface.paths)
    # one without a file: a child process of `multiprocessing` would run that again
    _launcher("execute").main_module(None)
    return interface


def load(operator: str, interface: LauncherInterface) -> LoadedScript:
    """Import the script. Raises ScriptError, whose text ends with the traceback."""
    path = os.path.join(_root(operator, interface), interface.place)
    module = _module(path, interface)
    sys.modules[module.__name__] = module
    _launcher("execute").provide(module, interface.modules)
    loop = None
    try:
        if interface.notebook:
            loop = _run_notebook(path, interface, module)
        else:
            _run(_launcher("execute").compile_script(path), exec, module)
    except ScriptError:
        raise
    except SystemExit as end:
        if end.code == 143:
            raise
        raise ScriptError(_ended(end, interface.script, vars(module))) from None
    except BaseException as error:  # noqa: BLE001 (whatever the script raises)
        problem = f"{interface.script} cannot be imported: {report(error, vars(module))}"
        raise ScriptError(problem) from None
    return LoadedScript(module, interface.script, loop)


def module_name(path: str) -> str:
    """The script's stem, unless another module has that name already."""
    name = os.path.splitext(os.path.basename(path))[0].replace(".", "_")
    while name in sys.modules or name in sys.builtin_module_names:
        name += "_"
    return name


def _root(operator: str, interface: LauncherInterface) -> str:
    root: str = _launcher("place").project_root(os.path.join(operator, "app"), interface.place, os.getcwd())
    return root


def _module(path: str, interface: LauncherInterface) -> ModuleType:
    name = f"{interface.package}.{interface.script[:-3]}" if interface.package else module_name(path)
    spec = (
        None
        if interface.notebook
        else importlib.util.spec_from_file_location(name, path, loader=SourceFileLoader(name, path))
    )
    module = ModuleType(name) if spec is None else importlib.util.module_from_spec(spec)
    vars(module)["__builtins__"] = builtins
    return module


def _run_notebook(path: str, interface: LauncherInterface, module: ModuleType) -> AbstractEventLoop | None:
    notebook, shell = _launcher("notebook"), _launcher("shell")
    book = notebook.Notebook(path, interface.cells)
    notebook.offer_display()
    if shell.is_wanted(book.source) and not shell.start(module) and shell.is_needed(book.source):
        raise ScriptError("the notebook has magics or !commands, which need IPython, and this image has no IPython")
    notebook.look_in_working_directory()
    runner = notebook.Runner(book.source)
    codes = book.compile()
    if interface.injects:
        codes = _launcher("injection").program(codes, interface, vars(module))
    _run(codes, runner.execute, module)
    loop: AbstractEventLoop | None = runner.loop
    return loop


def _run(codes: Iterable[CodeType], execute: Callable[..., object], module: ModuleType) -> None:
    for code in codes:
        execute(code, vars(module))


def _ended(end: SystemExit, filename: str, namespace: dict[str, object]) -> str:
    return (
        f"{filename} ends itself while it is imported: put what must not run then below "
        f"`if __name__ == '__main__':`\n\n{report(end, namespace)}"
    )


def _launcher(name: str) -> Any:
    return importlib.import_module(f"claimed_launcher.{name}")
