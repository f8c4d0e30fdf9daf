"""`app.tar`: launcher, script and additional files as one layer that depends on their contents alone."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator
from pathlib import PurePosixPath

from hatch_claimed.artifacts.image.layout import APP, HOME, layout
from hatch_claimed.artifacts.image.runtime import interface_file, launcher_files
from hatch_claimed.model import File, Operator

_USER = 1001


def app_tar(operator: Operator) -> bytes:
    """An archive for `ADD app.tar /`: sorted names, fixed modes, time 0.

    All belongs to root and is read-only, except the working directory: group 0 writes there, so that any user id
    of group 0 can (OpenShift's rule for arbitrary user ids). In it, links lead to the files below `/opt/claimed/app`;
    a volume mounted over the working directory hides only the links, which the launcher makes again.
    """
    files = [File(path=HOME / file.path, content=file.content, executable=file.executable) for file in _own(operator)]
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for folder in _folders(files, layout(operator.kind).workdir):
            archive.addfile(_entry(folder, tarfile.DIRTYPE, 0o755))
        for folder in layout(operator.kind).folders:
            archive.addfile(_entry(folder, tarfile.DIRTYPE, 0o775, _USER))
        for file in sorted(files, key=lambda file: file.path):
            entry = _entry(file.path, tarfile.REGTYPE, 0o755 if file.executable else 0o644)
            entry.size = len(file.content)
            archive.addfile(entry, io.BytesIO(file.content))
        for link in _links(operator):
            archive.addfile(link)
    return buffer.getvalue()


def _own(operator: Operator) -> Iterator[File]:
    app = APP.relative_to(HOME)
    program = operator.interface.program
    yield from launcher_files(operator.kind)
    yield interface_file(operator)
    yield File(path=app / program.filename, content=program.content)
    for file in operator.files:
        yield File(path=app / file.path, content=file.content, executable=file.executable)


def _folders(files: list[File], workdir: PurePosixPath) -> list[PurePosixPath]:
    """Every folder on the way to the files, and those at the root: a layer holds the time of each that it changes."""
    folders = {parent for file in files for parent in file.path.parents}
    return sorted((folders | {workdir.parents[-2]}) - {PurePosixPath("/")})


def _links(operator: Operator) -> Iterator[tarfile.TarInfo]:
    names = {operator.interface.program.filename, *(file.path.parts[0] for file in operator.files)}
    for name in sorted(names):
        entry = _entry(layout(operator.kind).workdir / name, tarfile.SYMTYPE, 0o777)
        entry.linkname = str(APP / name)
        yield entry


def _entry(path: PurePosixPath, kind: bytes, mode: int, user: int = 0) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(str(path.relative_to("/")))
    entry.type, entry.mode, entry.uid = kind, mode, user
    return entry
