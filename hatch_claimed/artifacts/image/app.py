"""`app.tar`: launcher, script and additional files as one layer that depends on their contents alone."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from hatch_claimed.artifacts.image.layout import HOME, OPERATOR, app, layout
from hatch_claimed.artifacts.image.runtime import coordinator_files, grid_file, interface_file, launcher_files
from hatch_claimed.model import Component, File, GridWrapper, Operator

_USER = 1001


def app_tar(component: Component) -> bytes:
    """An archive for `ADD app.tar /`: sorted names, fixed modes, time 0.

    All belongs to root and is read-only, except the working directory: group 0 writes there, so that any user id
    of group 0 can (OpenShift's rule for arbitrary user ids). In it, links lead to the script and its files;
    a volume mounted over the working directory hides only the links, which the launcher makes again.
    """
    files = list(_grid_files(component) if isinstance(component, GridWrapper) else _operator_files(component, HOME))
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for folder in _folders(files, layout(component.kind).workdir):
            archive.addfile(_entry(folder, tarfile.DIRTYPE, 0o755))
        for folder in layout(component.kind).folders:
            archive.addfile(_entry(folder, tarfile.DIRTYPE, 0o775, _USER))
        for file in sorted(files, key=lambda file: file.path):
            entry = _entry(file.path, tarfile.REGTYPE, 0o755 if file.executable else 0o644)
            entry.size = len(file.content)
            archive.addfile(entry, io.BytesIO(file.content))
        for link in _links(component, files):
            archive.addfile(link)
    return buffer.getvalue()


def _operator_files(operator: Operator, home: PurePosixPath) -> Iterator[File]:
    program = operator.interface.program
    yield from _below(home, (*launcher_files(operator.kind), interface_file(operator)))
    yield File(path=home / "app" / program.filename, content=program.content)
    yield from _below(home / "app", operator.files)


def _grid_files(wrapper: GridWrapper) -> Iterator[File]:
    """The coordinator behind a launcher of its own, and beside it all that the operator's own image has."""
    yield from _below(HOME, (*launcher_files("python"), *coordinator_files()))
    yield from _below(HOME, (interface_file(wrapper), grid_file(wrapper)))
    yield from _operator_files(replace(wrapper.operator, files=wrapper.files), OPERATOR)


def _below(folder: PurePosixPath, files: Iterable[File]) -> Iterator[File]:
    return (replace(file, path=folder / file.path) for file in files)


def _folders(files: list[File], workdir: PurePosixPath) -> list[PurePosixPath]:
    """Every folder on the way to the files, and those at the root: a layer holds the time of each that it changes."""
    folders = {parent for file in files for parent in file.path.parents}
    return sorted((folders | {workdir.parents[-2]}) - {PurePosixPath("/")})


def _links(component: Component, files: list[File]) -> Iterator[tarfile.TarInfo]:
    here = app(component)
    names = {file.path.relative_to(here).parts[0] for file in files if file.path.is_relative_to(here)}
    for name in sorted(names):
        entry = _entry(layout(component.kind).workdir / name, tarfile.SYMTYPE, 0o777)
        entry.linkname = str(here / name)
        yield entry


def _entry(path: PurePosixPath, kind: bytes, mode: int, user: int = 0) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(str(path.relative_to("/")))
    entry.type, entry.mode, entry.uid = kind, mode, user
    return entry
