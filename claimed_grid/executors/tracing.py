"""What is said of an exception of the user's code: its type and message, then the traceback, without our own frames."""

from __future__ import annotations

import importlib
import os

from ..truncation import one_line, truncated


class ScriptError(Exception):
    """The script cannot be used. The text says why."""


def report(error: BaseException, namespace: dict[str, object]) -> str:
    """`ExceptionType: message`, and the traceback below it. `namespace` is that of the script."""
    # not earlier: what is imported before the script hides files of the same name beside it
    import traceback

    from ..connection import redacted

    execute = importlib.import_module("claimed_launcher.execute")
    execute.OURS.add(os.path.dirname(os.path.abspath(__file__)))
    execute.trim(error, namespace)
    lines = traceback.format_exception(type(error), error, error.__traceback__)
    return truncated(redacted(f"{headline(error, namespace)}\n\n{''.join(lines)}"))


def headline(error: BaseException, namespace: dict[str, object]) -> str:
    """`ExceptionType: message`, on one line."""
    kind = type(error)
    where = kind.__module__
    name = kind.__qualname__ if where in ("builtins", namespace.get("__name__")) else f"{where}.{kind.__qualname__}"
    try:
        message = one_line(str(error))
    except Exception:  # noqa: BLE001 (the user's own __str__ may do anything)
        message = "(its message cannot be shown)"
    return f"{name}: {message}" if message else name
