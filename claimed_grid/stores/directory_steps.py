"""The steps in a lock of the directory store that only one worker wins. `lock` is its path, always.

Everything raises OSError where the volume fails, and LostError where another worker owns the batch.
"""

from __future__ import annotations

import json
import os
import time

from .. import clock
from ..backend import BatchDetails, BatchState, Lease, LostError, Status
from . import volume
from .directory_lock import DirectoryLock, read

FIRST = "0:"
_TOUCHED = "touched "


def look(lock: str) -> BatchState | None:
    """Whether somebody owns the batch, as far as the lock tells; None if there is no lock."""
    try:
        content = read(lock)
    except FileNotFoundError:
        return None
    except NotADirectoryError:
        tag = _touched(lock)
        return BatchState(Status.RUNNING, tag) if tag else None
    return BatchState(Status.WAITING if content.free else Status.RUNNING, content.tag)


def take_over(lock: str, seen: BatchState) -> tuple[str, int]:
    """Begin the next generation, if the lock is as it was seen: the new tag, and which attempt this is."""
    try:
        if seen.tag.startswith(_TOUCHED):
            return _replace(lock, seen.tag)
        before = read(lock)
        if before.tag != seen.tag:
            raise LostError(lock)
        generation = before.generation + 1
        os.mkdir(os.path.join(lock, f"g{generation}"))
        after = before if before.free else _compare(lock, before)
    except (FileExistsError, FileNotFoundError, NotADirectoryError, IsADirectoryError) as error:
        raise LostError(lock) from error
    return f"{generation}:", generation - after.freed


def _compare(lock: str, before: DirectoryLock) -> DirectoryLock:
    """Look again after the successor's `mkdir`: an owner that beat meanwhile may not have noticed it."""
    after = read(lock)
    if after.freed == before.generation:
        # it has just failed, or given the batch back: so do we, and look at it as at any other
        end(lock, before.generation + 1)
        raise LostError(lock)
    if after.heartbeat(before.generation) != before.heartbeat(before.generation):
        # it lives, and will find us there; nobody runs the batch until this generation has been silent as well
        raise LostError(lock)
    return after


def _replace(lock: str, tag: str) -> tuple[str, int]:
    if _touched(lock) != tag:
        raise LostError(lock)
    os.unlink(lock)
    os.mkdir(lock)
    return FIRST, 1


def _touched(lock: str) -> str:
    """A tag for a lock that is a file; empty if it has become a folder, or is gone. Times only tell files apart."""
    try:
        stat = os.lstat(lock)
    except FileNotFoundError:
        return ""
    return "" if os.path.isdir(lock) else f"{_TOUCHED}{stat.st_ino} {stat.st_ctime_ns}"


def beat(lock: str, lease: Lease, nonce: str, worker: str, host: str) -> Lease:
    """Rename the heartbeat, then look for a successor: one that comes later sees that the heartbeat has changed."""
    renewed = clock.now()
    generation, _, old = lease.tag.partition(":")
    count = int(old.split(".")[1]) + 1 if old else 1
    new = f"h{generation}.{count}.{nonce}"
    try:
        if old:
            os.rename(os.path.join(lock, old), os.path.join(lock, new))
        else:
            content = {"owner": worker, "host": host, "since": _iso(time.time() - (renewed - lease.renewed))}
            volume.write_whole(os.path.join(lock, new), json.dumps(content).encode())
    except (FileNotFoundError, NotADirectoryError):
        # gone, or renamed by a call of which no answer came: the look at the lock tells
        pass
    if owned(lock, lease).heartbeat(int(generation)) != new:
        raise LostError(lock)
    return Lease(lease.name, f"{generation}:{new}", lease.attempt, renewed)


def owned(lock: str, lease: Lease) -> DirectoryLock:
    """What lies in the lock, which is the one of the lease, and has no later owner."""
    try:
        content = read(lock)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise LostError(lock) from error
    generation, _, beaten = lease.tag.partition(":")
    if content.generation != int(generation) or (beaten and not content.heartbeat(content.generation)):
        raise LostError(lock)
    return content


def end(lock: str, generation: int) -> None:
    """Say that the generation is over. Raises LostError if the lock is gone."""
    try:
        volume.make_by_open(os.path.join(lock, f"f{generation}"))
    except FileExistsError:
        return
    except (FileNotFoundError, NotADirectoryError) as error:
        raise LostError(lock) from error


def generation_of(lease: Lease) -> int:
    """The generation that a lease stands for."""
    return int(lease.tag.partition(":")[0])


def owner(lock: str) -> BatchDetails:
    """Who owns the batch; all empty if nobody does. Without a heartbeat only since when: by the volume's clock."""
    try:
        content = read(lock)
        if content.free:
            return BatchDetails()
        heartbeat = content.heartbeat(content.generation)
        entry = heartbeat or (f"g{content.generation}" if content.generation else "")
        since = _iso(os.lstat(os.path.join(lock, entry)).st_mtime)
        text = volume.read_whole(os.path.join(lock, heartbeat)) if heartbeat else None
    except FileNotFoundError:
        return BatchDetails()
    except NotADirectoryError:
        return BatchDetails(since=_iso(os.lstat(lock).st_mtime), attempt=1)
    known = _parse(text)
    return BatchDetails(known.get("owner", ""), known.get("host", ""), known.get("since", since), content.attempt)


def _parse(text: bytes | None) -> dict[str, str]:
    try:
        found = json.loads(text or b"{}")
    except ValueError:
        return {}
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}


def _iso(seconds: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))
