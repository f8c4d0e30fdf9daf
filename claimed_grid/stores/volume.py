"""Files on a volume that several machines may share: written whole or not at all, and errors that tell what to do."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from collections.abc import Callable

from ..backend import BackendError

# what waiting does not mend
_LASTING = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENAMETOOLONG, errno.ELOOP, errno.ENOTDIR, errno.EEXIST}


def backend_error(error: OSError) -> BackendError:
    """The same error in the words of a backend: which file, and what the system says of it."""
    place = f"{error.filename}: " if error.filename else ""
    return BackendError(f"{place}{error.strerror or error}", lasting=error.errno in _LASTING)


def write_whole(path: str, content: bytes, *, check: Callable[[], object] = bool) -> None:
    """Write a file under another name in its folder, and rename it if `check` raises nothing. Raises OSError."""
    # a short name, since the file's own name may be as long as names can be
    temporary = os.path.join(os.path.dirname(path), f".{secrets.token_hex(8)}.tmp")
    try:
        with open(temporary, "wb") as file:
            file.write(content)
        check()
        os.replace(temporary, path)
    except BaseException:
        remove(temporary)
        raise


def read_whole(path: str) -> bytes | None:
    """The content of a file; None if there is none. Raises OSError."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


def remove(path: str) -> bool:
    """Remove a file; False if there was none. Raises OSError."""
    try:
        os.unlink(path)
    except FileNotFoundError:
        return False
    return True


def exists(path: str) -> bool:
    """Like `os.path.exists`, but a volume that cannot tell raises OSError instead of saying no."""
    try:
        os.stat(path)
    except FileNotFoundError:
        return False
    return True


def make_by_node(path: str) -> None:
    """Make an empty file in one system call. Raises FileExistsError; PermissionError and the like on some volumes."""
    os.mknod(path, 0o666 | stat.S_IFREG)


def make_by_open(path: str) -> None:
    """Make an empty file in two system calls, which works everywhere. Raises FileExistsError."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o666))


def best_maker(folder: str) -> Callable[[str], None]:
    """The quicker one of the two above that works in this folder. Raises OSError."""
    path = os.path.join(folder, f".{secrets.token_hex(8)}.tmp")
    try:
        make_by_node(path)
    except (OSError, AttributeError):
        return make_by_open
    remove(path)
    return make_by_node


def refuses_twice(folder: str) -> bool:
    """Whether `mkdir` refuses a folder that is there. Raises OSError."""
    path = os.path.join(folder, f".{secrets.token_hex(8)}.tmp")
    os.mkdir(path)
    try:
        os.mkdir(path)
    except FileExistsError:
        os.rmdir(path)
        return True
    return False


def inside(folder: str, path: str) -> str:
    """The place of a relative path below a folder. Raises ValueError for one that leads out of it."""
    place = os.path.normpath(os.path.join(folder, path))
    if os.path.dirname(os.path.join(place, "")) == folder or not place.startswith(os.path.join(folder, "")):
        message = f"{path!r} does not lie below the coordinator's folder"
        raise ValueError(message)
    return place
