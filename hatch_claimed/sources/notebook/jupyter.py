"""What Jupyter has by itself, so that no notebook says that it needs it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from hatch_claimed.sources.python.code import Code
from hatch_claimed.sources.python.constants import bindings

_IPYTHON = "ipython"
_BROUGHT = {
    "IPython": _IPYTHON,
    "comm": "comm",
    "ipykernel": "ipykernel",
    "ipywidgets": "ipywidgets",
    "jupyter_client": "jupyter-client",
    "jupyter_core": "jupyter-core",
    "matplotlib_inline": "matplotlib-inline",
    "nbclient": "nbclient",
    "nbconvert": "nbconvert",
    "nbformat": "nbformat",
    "tqdm.notebook": "ipywidgets",
    "traitlets": "traitlets",
}
"""Modules, and the distributions that an installation of Jupyter has for them (PyPI, `jupyter`). Bars of tqdm.notebook
are widgets, while tqdm.auto takes plain ones where no browser shows the notebook."""
_OF_IPYTHON = frozenset({"matplotlib-inline", "traitlets"})
_ONLY_IN_IPYTHON = frozenset({"get_ipython", "display"})


def needs_ipython(codes: Sequence[Code]) -> bool:
    """Whether names remain that only IPython provides: its magics, its modules, and the `display` of every notebook."""
    used = {
        visit.node.id
        for code in codes
        for visit in code.of(ast.Name)
        if isinstance(visit.node, ast.Name) and visit.node.id in _ONLY_IN_IPYTHON
    }
    if "get_ipython" in used or _IPYTHON in _imported(codes):
        return True
    return "display" in used and not any("display" in bindings(code) for code in codes)


def brought(codes: Sequence[Code]) -> tuple[str, ...]:
    """The distributions beside IPython that Jupyter has and the cells import."""
    found = _imported(codes) - {_IPYTHON}
    return tuple(sorted(found - _OF_IPYTHON if needs_ipython(codes) else found))


def _imported(codes: Sequence[Code]) -> set[str]:
    return {_BROUGHT[module] for code in codes for module in _modules(code) if module in _BROUGHT}


def _modules(code: Code) -> Iterator[str]:
    """The first name of each module, and the first two."""
    for visit in code.of(ast.Import, ast.ImportFrom):
        match visit.node:
            case ast.Import(names=names):
                full = [alias.name for alias in names]
            case ast.ImportFrom(module=str(module), level=0, names=names):
                full = [f"{module}.{alias.name}" for alias in names]
            case _:
                full = []
        for name in full:
            parts = name.split(".")
            yield parts[0]
            yield ".".join(parts[:2])
