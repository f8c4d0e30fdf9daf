"""Where results are kept between runs: a folder of the user, which may be deleted at any time.

None lies in a repository: who writes one could say there what its scripts hold, or which programs run for them.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from hatch_claimed.cache.keys import tool
from hatch_claimed.cache.memory import Json, Memory

CACHE_VARIABLE = "CLAIMED_CACHE_DIR"
"""Names another folder than the one in the user's folder for caches."""

_KEPT = 4
_ABANDONED = 3600
_SURROGATES = "surrogatepass"


@contextmanager
def remembering(root: Path) -> Iterator[Memory]:
    """What earlier runs worked out for the project at `root`; what is added is kept when the run ends well.

    A cache that is missing, damaged or written by another version is an empty one, and one that cannot be written is
    not written. Of two runs at once the last one is kept, whole. An unpacked sdist has no cache.
    """
    place = None if (root / "PKG-INFO").is_file() else _place(root)
    memory = Memory(found=_read(place)) if place else Memory()
    yield memory
    if place and memory.changed:
        # a number may have more digits than Python writes
        with suppress(OSError, ValueError):
            _write(place, memory.entries())


def _place(root: Path) -> Path | None:
    """The file for this tool, of which no other one can make sense."""
    own = hashlib.sha256(os.fsencode(root.resolve())).hexdigest()[:16]
    try:
        return shared_folder() / own / f"{tool()}.json"
    except OSError:
        return None


def shared_folder() -> Path:
    """The folder for all projects, absolute: what the user names, else the user's own one for caches."""
    named = os.environ.get(CACHE_VARIABLE)
    return Path(named).absolute() if named else _of_the_user()


def _of_the_user() -> Path:
    """As uv and pip have it: what the XDG variable names, else `~/.cache`; a relative path is none."""
    said, home = Path(os.environ.get("XDG_CACHE_HOME", "")), Path(os.path.expanduser("~"))  # noqa: PTH111 - never raises
    if not said.is_absolute():
        # as in a container whose user has no home, for a relative one would lie in the project
        said = (home if home.is_absolute() else Path("/")) / ".cache"
    return said / "hatch-claimed"


def mark(folder: Path) -> None:
    """Make a folder that git, Hatch and backups leave out."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ".gitignore").write_text("*\n")
    (folder / "CACHEDIR.TAG").write_text("Signature: 8a477f597d28d172789f06886806bc55\n")


def _read(place: Path) -> dict[str, Json]:
    try:
        digest, _, content = place.read_bytes().partition(b"\n")
        if digest != _digest(content):
            return {}
        entries = json.loads(content.decode(errors=_SURROGATES))
    except (OSError, ValueError, RecursionError):
        return {}
    return entries if isinstance(entries, dict) else {}


def _write(place: Path, entries: dict[str, Json]) -> None:
    # as escapes, two surrogates in a row would come back as one character
    content = json.dumps(entries, ensure_ascii=False, separators=(",", ":")).encode(errors=_SURROGATES)
    folder = place.parent
    mark(folder)
    handle, name = tempfile.mkstemp(prefix=place.stem, suffix=".tmp", dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(_digest(content) + b"\n" + content)
        Path(name).replace(place)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _prune(folder)


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()


def _prune(folder: Path) -> None:
    """Remove what other versions left, but for the last ones, and what runs that were killed left."""
    files = [(path.stat().st_mtime, path) for path in folder.iterdir() if path.suffix in {".json", ".tmp"}]
    whole = sorted((found for found in files if found[1].suffix == ".json"), reverse=True)
    abandoned = [found for found in files if found[1].suffix == ".tmp" and found[0] < time.time() - _ABANDONED]
    for _, path in (*whole[_KEPT:], *abandoned):
        path.unlink(missing_ok=True)
