"""Scripts of Python."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from hatch_claimed.languages.language import RUNTIME, Language

if TYPE_CHECKING:
    from hatch_claimed.lock.view import LockedImage
    from hatch_claimed.model import File, Operator, Requirement
    from hatch_claimed.running.environments.local import LocalEnvironment
    from hatch_claimed.sources.reader import Reader

WORKDIR = PurePosixPath("/opt/app-root/src")
"""That of UBI's images of Python."""
COMMAND_VARIABLES = (
    # last: only where the base image has none of these names
    ("PATH", "$PATH:/opt/claimed/bin"),
    ("PYTHONPATH", "/opt/claimed/commands${PYTHONPATH:+:$PYTHONPATH}"),
)
"""C3 starts the script by `python` or `ipython`."""
_UBI9_PYTHONS = frozenset({"3.9", "3.11", "3.12"})


def default_base(python: str) -> str:
    """The base image for a Python version: UBI's where there is one, as today's users have it, else Python's own."""
    if python in _UBI9_PYTHONS:
        return f"registry.access.redhat.com/ubi9/python-{python.replace('.', '')}"
    return f"docker.io/library/python:{python}-slim"


def getting(name: str) -> str:
    """`os.getenv('count')`."""
    return f"os.getenv({name!r})"


def setting(name: str, text: str) -> str:
    """`os.environ['table'] = 'table.csv'`."""
    return f"os.environ[{name!r}] = {text!r}"


def pip_install(arguments: Sequence[str]) -> str:
    """`pip install pandas`."""
    return f"pip install {shlex.join(arguments) or '…'}"


def installed(requirement: Requirement) -> str:
    """The line as pip takes it."""
    return f"pip install {requirement.text}"


def is_bare_base(base: str) -> bool:
    """Whether an image surely brings no Python packages but pip and its like."""
    from hatch_claimed.checks.analysis.bases import is_bare

    return is_bare(base)


def packages_step(operator: Operator, lock: LockedImage | None, *, bytecode: bool) -> tuple[File, ...]:
    """What installs by pip, or by uv what is locked."""
    from hatch_claimed.artifacts.image.steps import python_packages

    return python_packages(operator, lock, bytecode=bytecode)


def environment() -> LocalEnvironment:
    """A virtual environment is all that is needed."""
    from hatch_claimed.running.environments.python import PythonOnly

    return PythonOnly()


def _reader() -> Reader:
    from hatch_claimed.sources.python.reader import PythonReader

    return PythonReader()


def _installing(arguments: Sequence[str]) -> str:
    return f"# {pip_install(arguments)}"


PYTHON = Language(
    kind="python",
    label="Python",
    noun="Python script",
    suffixes=(".py",),
    fence="python",
    has_cells=False,
    is_python=True,
    extra=None,
    reader=_reader,
    sourced=None,
    sign=None,
    remedy='Begin the script with what it does, in a docstring: `"""Count the rows of a table."""`',
    getting=getting,
    setting=setting,
    installing=_installing,
    installed=installed,
    base_key="base_image",
    default_base=default_base,
    is_bare_base=is_bare_base,
    workdir=WORKDIR,
    folders=(WORKDIR.parent, WORKDIR),
    launcher=RUNTIME / "python",
    command_variables=COMMAND_VARIABLES,
    keeps_line_ends=True,
    packages="pip",
    index="pip's index",
    packages_step=packages_step,
    environment=environment,
)
