"""What an image holds of ours and of the script's, as archives that become layers."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from hatch_claimed.artifacts.image.layout import HOME, app, layout
from hatch_claimed.artifacts.image.runtime import coordinator_files, grid_file, interface_file, launcher_files
from hatch_claimed.model import Component, File, GridWrapper

_USER = 1001


LAUNCHER_TAR, FILES_TAR, APP_TAR = "launcher.tar", "files.tar", "app.tar"


@dataclass(frozen=True, slots=True)
class Layer:
    """One archive of the context. `links` are the names in the application's folder that the working directory has."""

    name: str
    files: tuple[File, ...]
    links: tuple[str, ...] = ()


def archives(component: Component) -> tuple[File, ...]:
    """Archives for `ADD <name> /`, each a layer that depends on its contents alone: what changes rarely comes first.

    The launcher is the same for all components of a kind, additional files may be large, and the script is small. So
    a changed script sends a small layer. All belongs to root and is read-only, except the working directory: group 0
    writes there, so that any user id of group 0 can (OpenShift's rule for arbitrary user ids). In it, links lead to
    the script and its files; a volume mounted over it hides only the links, which the launcher makes again.
    """
    return tuple(File(path=PurePosixPath(one.name), content=_tar(one, component)) for one in _layers(component))


def _layers(component: Component) -> Iterator[Layer]:
    operator = component.operator if isinstance(component, GridWrapper) else component
    home = app(component).parent
    yield Layer(LAUNCHER_TAR, tuple(_launchers(component)))
    if component.files:
        names = {file.path.parts[0] for file in component.files}
        yield Layer(FILES_TAR, tuple(_below(home / "app", component.files)), tuple(names))
    program = operator.interface.program
    own = [
        *_below(home, [interface_file(operator)]),
        File(path=home / "app" / program.filename, content=program.content),
    ]
    if isinstance(component, GridWrapper):
        own += _below(HOME, (interface_file(component), grid_file(component)))
    yield Layer(APP_TAR, tuple(own), (program.filename,))


def _launchers(component: Component) -> Iterator[File]:
    """The launcher; in a grid wrapper's image one for the coordinator, and the operator's own beside it."""
    if isinstance(component, GridWrapper):
        yield from _below(HOME, (*launcher_files("python"), *coordinator_files()))
    yield from _below(app(component).parent, launcher_files(component.kind))


def _tar(layer: Layer, component: Component) -> bytes:
    """Sorted names, fixed modes, time 0."""
    workdir, folders = layout(component.kind).workdir, layout(component.kind).folders
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for folder in _folders(layer.files, workdir):
            archive.addfile(_entry(folder, tarfile.DIRTYPE, 0o755))
        for folder in folders:
            archive.addfile(_entry(folder, tarfile.DIRTYPE, 0o775, _USER))
        for file in sorted(layer.files, key=lambda file: file.path):
            entry = _entry(file.path, tarfile.REGTYPE, 0o755 if file.executable else 0o644)
            entry.size = len(file.content)
            archive.addfile(entry, io.BytesIO(file.content))
        for name in sorted(layer.links):
            entry = _entry(workdir / name, tarfile.SYMTYPE, 0o777)
            entry.linkname = str(app(component) / name)
            archive.addfile(entry)
    return buffer.getvalue()


def _below(folder: PurePosixPath, files: Iterable[File]) -> Iterator[File]:
    return (replace(file, path=folder / file.path) for file in files)


def _folders(files: Iterable[File], workdir: PurePosixPath) -> list[PurePosixPath]:
    """Every folder on the way to the files, and those at the root: a layer holds the time of each that it changes."""
    folders = {parent for file in files for parent in file.path.parents}
    return sorted((folders | {workdir.parents[-2]}) - {PurePosixPath("/")})


def _entry(path: PurePosixPath, kind: bytes, mode: int, user: int = 0) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(str(path.relative_to("/")))
    entry.type, entry.mode, entry.uid = kind, mode, user
    return entry
