"""Figures of matplotlib end with their cell, and with `show`, as in Jupyter: what is drawn next is a new one."""

from __future__ import annotations

import functools
import re
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from importlib.machinery import ModuleSpec
    from types import ModuleType
    from typing import Any

_PYPLOT = "matplotlib.pyplot"
_KEPT = re.compile(
    r"^[^#\n]*?(?:\b(?:matplotlib|mpl)\.use\(|\bswitch_backend\(|\bclose_figures\b|^\s*assert '%matplotlib )",
    re.MULTILINE,
)


def end_with_cells(source: str) -> bool:
    """Whether they do: not where a notebook chooses another backend than Jupyter's, or says that they are to stay."""
    return not _KEPT.search(source)


def close() -> None:
    """Close all figures, if there are any."""
    pyplot = sys.modules.get(_PYPLOT)
    if pyplot is not None and pyplot.get_fignums():
        pyplot.close("all")


class Finder:
    """Lets `pyplot.show()` close the figures that it would show, once pyplot is imported."""

    def find_spec(self, name: str, *_more: object) -> ModuleSpec | None:
        """Ask the finders that come after this one, and none for other modules."""
        if name != _PYPLOT:
            return None
        sys.meta_path.remove(self)
        from importlib.util import find_spec

        spec = find_spec(name)
        if spec is not None and spec.loader is not None:
            _change_when_loaded(spec)
        return spec


def _change_when_loaded(spec: ModuleSpec) -> None:
    loader: Any = spec.loader
    load = loader.exec_module

    def exec_module(module: ModuleType) -> None:
        load(module)
        _let_show_close(module)

    loader.exec_module = exec_module


def _let_show_close(pyplot: Any) -> None:
    original = pyplot.show

    @functools.wraps(original)
    def show(*_arguments: object, **_options: object) -> None:
        close()

    pyplot.show = show
