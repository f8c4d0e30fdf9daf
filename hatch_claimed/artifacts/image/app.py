"""What an image holds of ours and of the script's, as archives that become layers."""

from __future__ import annotations

import tarfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from pathlib import PurePosixPath

from hatch_claimed.artifacts.image.layout import HOME, OPERATOR, PROBE_FOLDER, TEMPLATES, app, beside
from hatch_claimed.artifacts.image.runtime import coordinator_files, grid_file, interface_file, launcher_files
from hatch_claimed.languages.language import Language
from hatch_claimed.languages.python.language import PYTHON
from hatch_claimed.model import Component, File, GridWrapper, Operator

_USER = 1001
_PROBE = TEMPLATES / "probe"


LAUNCHER_TAR, FILES_TAR, APP_TAR, PROBE_TAR = "launcher.tar", "files.tar", "app.tar", "asked.tar"


@dataclass(frozen=True, slots=True)
class Layer:
    """One archive of the context.

    `files` are named by their place in the image. The working directory has `tree`, which are those at their places in
    the project's tree, and `links` to such places.
    """

    name: str
    files: tuple[File, ...]
    tree: tuple[File, ...] = ()
    links: Mapping[PurePosixPath, PurePosixPath] = field(default_factory=dict)


def archives(component: Component) -> tuple[File, ...]:
    """Archives for `ADD <name> /`, each a layer that depends on its contents alone: what changes rarely comes first.

    The launcher is the same for all components of a language, additional files may be large, and the script is small.
    So a changed script sends a small layer. All files belong to root and are read-only. The working directory is the
    root of the project's tree: it has the script and its files a second time, as hard links, which take no space. Group
    0 writes into its folders, so that any user id of group 0 can (OpenShift's rule for arbitrary user ids). A volume
    mounted over it hides only these, and the launcher makes links to what lies below its own folder.
    """
    launcher = File(path=PurePosixPath(LAUNCHER_TAR), content=launcher_archive(component))
    return (launcher, *(File(path=PurePosixPath(one.name), content=_tar(one, component)) for one in _own(component)))


def launcher_archive(component: Component) -> bytes:
    """The content of `LAUNCHER_TAR`."""
    return _launcher_tar(component.language, is_wrapper=isinstance(component, GridWrapper))


@cache
def probe_archive() -> File:
    """An archive with what a stage apart asks a base image, in a folder where the image's own user writes the answer.

    An archive, since files of a context keep modes that such a user may not be able to read.
    """
    files = [
        File(path=PROBE_FOLDER / path.name, content=path.read_bytes()) for path in _PROBE.iterdir() if path.is_file()
    ]
    folder = _header(PROBE_FOLDER, tarfile.DIRTYPE, 0o777)
    return File(path=PurePosixPath(PROBE_TAR), content=_ended([folder, *_regular(files)]))


def _own(component: Component) -> Iterator[Layer]:
    operator = component.operator if isinstance(component, GridWrapper) else component
    home, script = app(component).parent, File(path=operator.place, content=operator.interface.program.content)
    brought = {file.path for file in component.files}
    own = (script, *(file for file in operator.modules if file.path not in brought))
    links = beside([file.path for file in (*component.files, *own)], script.path.parent)
    starter = [*_starter(operator, links, home)]
    for file in starter:
        del links[PurePosixPath(file.path.name)]
    if component.files:
        yield _layer(FILES_TAR, component.files, links, home)
    interfaces = [*_below(home, [interface_file(operator)])]
    if isinstance(component, GridWrapper):
        interfaces += _below(HOME, (interface_file(component), grid_file(component)))
    yield _layer(APP_TAR, own, links, home, [*interfaces, *starter])


def _starter(operator: Operator, links: Mapping[PurePosixPath, PurePosixPath], home: PurePosixPath) -> Iterator[File]:
    """In the place of a link to a script that Python alone cannot start: what hands over to the launcher."""
    name = PurePosixPath(operator.interface.program.filename)
    if name in links and (operator.folders or operator.package):
        run = str(home / "run")
        text = f"import os\nimport sys\n\nos.execv({run!r}, [{run!r}, '--', *sys.argv[1:]])\n"
        yield File(path=operator.language.workdir / name, content=text.encode())


def _layer(
    name: str,
    tree: tuple[File, ...],
    links: Mapping[PurePosixPath, PurePosixPath],
    home: PurePosixPath,
    others: Iterable[File] = (),
) -> Layer:
    """A layer of the project's files, with those of the links that lead to one of them."""
    reached = {place for file in tree for place in (file.path, *file.path.parents)}
    own = {link: place for link, place in links.items() if place in reached}
    return Layer(name, (*others, *_below(home / "app", tree)), tree, own)


@cache
def _launcher_tar(language: Language, *, is_wrapper: bool) -> bytes:
    """The launcher; in a grid wrapper's image one for the coordinator, and the operator's own beside it."""
    own = _below(OPERATOR if is_wrapper else HOME, launcher_files(language))
    coordinator = _below(HOME, (*launcher_files(PYTHON), *coordinator_files())) if is_wrapper else ()
    return _archive(Layer(LAUNCHER_TAR, (*coordinator, *own)), language, HOME)


def _tar(layer: Layer, component: Component) -> bytes:
    return _archive(layer, component.language, app(component))


def _archive(layer: Layer, language: Language, target: PurePosixPath) -> bytes:
    """Sorted names, fixed modes, time 0; `target` is the root of the project's tree among the files."""
    workdir = language.workdir
    inner = frozenset(str(file.path.parent) for file in layer.tree) | {str(link.parent) for link in layer.links}
    entries = [_folders(frozenset(str(file.path.parent) for file in layer.files), inner, language)]
    entries += _regular(layer.files)
    entries += [
        _header(workdir / file.path, tarfile.LNKTYPE, _mode(file), link=str(target / file.path)[1:])
        for file in _sorted(layer.tree)
    ]
    entries += [
        _header(workdir / link, tarfile.SYMTYPE, 0o777, link=str(workdir / place))
        for link, place in sorted(layer.links.items(), key=lambda item: item[0].parts)
    ]
    return _ended(entries)


def _regular(files: Iterable[File]) -> Iterator[bytes]:
    for file in _sorted(files):
        padding = bytes(-len(file.content) % tarfile.BLOCKSIZE)
        yield from (_header(file.path, tarfile.REGTYPE, _mode(file), size=len(file.content)), file.content, padding)


def _ended(entries: Iterable[bytes]) -> bytes:
    whole = b"".join((*entries, bytes(2 * tarfile.BLOCKSIZE)))
    return whole.ljust(-(-len(whole) // tarfile.RECORDSIZE) * tarfile.RECORDSIZE, b"\0")


def _sorted(files: Iterable[File]) -> list[File]:
    return sorted(files, key=lambda file: file.path.parts)


def _mode(file: File) -> int:
    return 0o755 if file.executable else 0o644


# most operators have their files in the same places
@lru_cache(maxsize=256)
def _folders(places: frozenset[str], inner: frozenset[str], language: Language) -> bytes:
    """Every folder on the way to the files, and those at the root: a layer holds the time of each that it changes.

    `inner` are folders of the working directory.
    """
    workdir = language.workdir
    near = [PurePosixPath(place) for place in places]
    folders = {workdir.parents[-2]}.union(*((place, *place.parents) for place in near)) - {PurePosixPath("/")}
    fixed = [_header(folder, tarfile.DIRTYPE, 0o755) for folder in sorted(folders)]
    below = {workdir / folder for place in map(PurePosixPath, inner) for folder in (place, *place.parents)} - {workdir}
    open_to_group = (*language.folders, *sorted(below))
    return b"".join((*fixed, *(_header(folder, tarfile.DIRTYPE, 0o775, user=_USER) for folder in open_to_group)))


def _below(folder: PurePosixPath, files: Iterable[File]) -> Iterator[File]:
    return (replace(file, path=folder / file.path) for file in files)


def _header(path: PurePosixPath, kind: bytes, mode: int, *, user: int = 0, size: int = 0, link: str = "") -> bytes:
    entry = tarfile.TarInfo(str(path)[1:])
    entry.type, entry.mode, entry.uid, entry.size, entry.linkname = kind, mode, user, size, link
    return entry.tobuf(tarfile.PAX_FORMAT)
