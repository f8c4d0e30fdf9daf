"""The IPython shell behind `get_ipython()`, for notebooks in which magics or `!commands` remain."""

from __future__ import annotations

import atexit
import builtins
import os
import re
import shutil
import tempfile
from types import ModuleType

_MAGIC = re.compile(r"\bget_ipython\(\)\.(?:run_line_magic|run_cell_magic|magic|system|getoutput)\(")

_SHELL = re.compile(r"\b(?:get_ipython|IPython|ipywidgets|matplotlib_inline)\b")


def is_wanted(source: str) -> bool:
    """Whether a script mentions IPython's shell, or what looks for it."""
    return _SHELL.search(source) is not None


def is_needed(source: str) -> bool:
    """Whether a script holds converted magics. A mere mention may be a test for whether a notebook is running."""
    return _MAGIC.search(source) is not None


def start(module: ModuleType) -> bool:
    """Make the shell whose user module is `module`; False if IPython is not installed.

    Nothing is written to the home folder, and no history is kept.
    """
    try:
        from IPython.core.interactiveshell import InteractiveShell
        from IPython.display import display
        from traitlets.config import Config
    except ImportError:
        return False

    class Shell(InteractiveShell):
        """A shell without a terminal."""

        def enable_gui(self, gui: str | None = None) -> None:
            """There is no event loop to join: `%matplotlib inline` asks for none."""

    _use_temporary_folder()
    config = Config()
    config.HistoryManager.enabled = False
    config.HistoryAccessor.enabled = False
    shell = Shell.instance(config=config, user_module=module)
    vars(shell.display_pub)["clear_output"] = _keep
    from . import capture, other_notebook

    capture.register(shell)
    other_notebook.register(shell)
    builtins.__dict__["get_ipython"] = shell.get_ipython
    builtins.__dict__["display"] = display
    return True


def _keep(*_arguments: object, **_options: object) -> None:
    """What a log holds cannot be taken back."""


def _use_temporary_folder() -> None:
    if "IPYTHONDIR" not in os.environ:
        folder = tempfile.mkdtemp(prefix="ipython-")
        os.environ["IPYTHONDIR"] = folder
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
