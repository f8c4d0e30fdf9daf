"""The contents of build secrets, from files and variables of this machine. Only their names are ever told."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from hatch_claimed.artifacts.bake import ENVIRONMENT, secret_entry
from hatch_claimed.errors import ClaimedError
from hatch_claimed.model import BuildOptions


def secret_contents(options: BuildOptions, root: Path) -> Mapping[str, bytes]:
    """The content of each secret, by name. Paths are relative to the project's root.

    Raises ClaimedError naming all that are missing.
    """
    contents, problems = {}, []
    for name, source in options.secrets:
        try:
            contents[name] = _content(source, root)
        except (OSError, KeyError) as error:
            problems.append(f"the build secret {name!r} cannot be read from {source}: {_why(error)}")
    if problems:
        raise ClaimedError("\n".join([*problems, "    Create it, or correct `secrets` below [tool.claimed.build]."]))
    return contents


@contextmanager
def secret_files(contents: Mapping[str, bytes]) -> Iterator[tuple[Path, tuple[str, ...]] | None]:
    """A folder that only this user reads, with a file for each secret, and how bake is told of each of them.

    Files, since variables hold neither zeros nor much. None without secrets. The folder is gone in the end.
    """
    if not contents:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="claimed-secrets-") as name:
        folder = Path(name).resolve()
        entries = []
        for number, (secret, content) in enumerate(contents.items()):
            path = folder / str(number)
            path.touch(mode=0o600)
            path.write_bytes(content)
            entries.append(secret_entry(secret, "src", str(path)))
        yield folder, tuple(entries)


def _content(source: str, root: Path) -> bytes:
    if source.startswith(ENVIRONMENT):
        return os.fsencode(os.environ[source.removeprefix(ENVIRONMENT)])
    return (root / Path(source).expanduser()).read_bytes()


def _why(error: OSError | KeyError) -> str:
    if isinstance(error, KeyError):
        return "there is no such variable"
    return error.strerror or "it cannot be read"
