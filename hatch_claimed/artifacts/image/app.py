"""What an image holds of ours and of the script's, as archives that become layers."""

from __future__ import annotations

import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import PurePosixPath

from hatch_claimed.artifacts.image.layout import HOME, OPERATOR, app, layout
from hatch_claimed.artifacts.image.runtime import coordinator_files, grid_file, interface_file, launcher_files
from hatch_claimed.model import Component, File, GridWrapper, Kind

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
    launcher = File(path=PurePosixPath(LAUNCHER_TAR), content=launcher_archive(component))
    return (launcher, *(File(path=PurePosixPath(one.name), content=_tar(one, component)) for one in _own(component)))


def launcher_archive(component: Component) -> bytes:
    """The content of `LAUNCHER_TAR`."""
    return _launcher_tar(component.kind, is_wrapper=isinstance(component, GridWrapper))


def _own(component: Component) -> Iterator[Layer]:
    operator = component.operator if isinstance(component, GridWrapper) else component
    home = app(component).parent
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


@cache
def _launcher_tar(kind: Kind, *, is_wrapper: bool) -> bytes:
    """The launcher; in a grid wrapper's image one for the coordinator, and the operator's own beside it."""
    own = _below(OPERATOR if is_wrapper else HOME, launcher_files(kind))
    coordinator = _below(HOME, (*launcher_files("python"), *coordinator_files())) if is_wrapper else ()
    return _archive(Layer(LAUNCHER_TAR, (*coordinator, *own)), kind, HOME)


def _tar(layer: Layer, component: Component) -> bytes:
    return _archive(layer, component.kind, app(component))


def _archive(layer: Layer, kind: Kind, target: PurePosixPath) -> bytes:
    """Sorted names, fixed modes, time 0; links lead to `target`."""
    workdir = layout(kind).workdir
    entries = [_folders(frozenset(str(file.path.parent) for file in layer.files), kind)]
    for file in sorted(layer.files, key=lambda file: file.path.parts):
        mode, size = 0o755 if file.executable else 0o644, len(file.content)
        padding = bytes(-size % tarfile.BLOCKSIZE)
        entries += [_header(file.path, tarfile.REGTYPE, mode, size=size), file.content, padding]
    entries += [
        _header(workdir / name, tarfile.SYMTYPE, 0o777, link=str(target / name)) for name in sorted(layer.links)
    ]
    whole = b"".join((*entries, bytes(2 * tarfile.BLOCKSIZE)))
    return whole.ljust(-(-len(whole) // tarfile.RECORDSIZE) * tarfile.RECORDSIZE, b"\0")


# most operators have their files in the same places
@lru_cache(maxsize=256)
def _folders(places: frozenset[str], kind: Kind) -> bytes:
    """Every folder on the way to the files, and those at the root: a layer holds the time of each that it changes."""
    workdir, writable = layout(kind).workdir, layout(kind).folders
    near = [PurePosixPath(place) for place in places]
    folders = {workdir.parents[-2]}.union(*((place, *place.parents) for place in near)) - {PurePosixPath("/")}
    fixed = [_header(folder, tarfile.DIRTYPE, 0o755) for folder in sorted(folders)]
    return b"".join((*fixed, *(_header(folder, tarfile.DIRTYPE, 0o775, user=_USER) for folder in writable)))


def _below(folder: PurePosixPath, files: Iterable[File]) -> Iterator[File]:
    return (replace(file, path=folder / file.path) for file in files)


def _header(path: PurePosixPath, kind: bytes, mode: int, *, user: int = 0, size: int = 0, link: str = "") -> bytes:
    entry = tarfile.TarInfo(str(path)[1:])
    entry.type, entry.mode, entry.uid, entry.size, entry.linkname = kind, mode, user, size, link
    return entry.tobuf(tarfile.PAX_FORMAT)
