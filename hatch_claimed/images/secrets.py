"""The contents of build secrets, from files and variables of this machine. Only their names are ever told."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from hatch_claimed.errors import ClaimedError
from hatch_claimed.model import BuildOptions

_VARIABLE = "env:"


def secret_contents(options: BuildOptions, root: Path) -> Mapping[str, str]:
    """The content of each secret, by name. Paths are relative to the project's root.

    Raises ClaimedError naming all that are missing.
    """
    contents, problems = {}, []
    for name, source in options.secrets:
        try:
            contents[name] = _content(source, root)
        except (OSError, KeyError, UnicodeDecodeError) as error:
            problems.append(f"the build secret {name!r} cannot be read from {source}: {_why(error)}")
    if problems:
        raise ClaimedError("\n".join([*problems, "    Create it, or correct `secrets` below [tool.claimed.build]."]))
    return contents


def _content(source: str, root: Path) -> str:
    if source.startswith(_VARIABLE):
        return os.environ[source.removeprefix(_VARIABLE)]
    return (root / Path(source).expanduser()).read_text(encoding="utf-8")


def _why(error: Exception) -> str:
    if isinstance(error, KeyError):
        return "there is no such variable"
    return error.strerror or "it cannot be read" if isinstance(error, OSError) else "it is not UTF-8"
