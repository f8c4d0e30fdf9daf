"""The artifact folder on disk: written whole or not at all, and cleaned of what a build made and nothing else."""

from __future__ import annotations

import errno
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath

from hatch_claimed.artifacts.last_build import LastBuild
from hatch_claimed.errors import ClaimedError
from hatch_claimed.model import File, Published
from hatch_claimed.system.tree import RECORD, SITE, stays_below

_TURNS = 100


class WriteError(ClaimedError):
    """The artifact folder cannot be written."""


@dataclass(frozen=True, slots=True)
class BuildRecord:
    """What the last build wrote: the plan's fingerprint, its files, and the images that it built, by name."""

    plan: str
    files: tuple[str, ...]
    images: Mapping[str, Published] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ArtifactFolder:
    """An artifact folder: `claimed` below the build directory, usually `dist/claimed`."""

    path: Path

    def record(self) -> BuildRecord | None:
        """What the last build wrote, or None when there was none, or something of it is gone."""
        try:
            raw = json.loads((self.path / RECORD).read_text(encoding="utf-8"))
            images = {name: Published(**image) for name, image in raw["images"].items()}
            record = BuildRecord(raw["plan"], tuple(raw["files"]), images)
            return record if all(stays_below(name) for name in record.files) else None
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def last_build(self) -> LastBuild:
        """What the last build wrote, as far as it is still there."""
        record = self.record()
        if record is None:
            return LastBuild()
        files = {}
        for name in record.files:
            path = self.path / name
            if path.is_file() and not path.is_symlink():
                executable = bool(path.stat().st_mode & 0o100)
                files[PurePosixPath(name)] = File(
                    path=PurePosixPath(name), content=path.read_bytes(), executable=executable
                )
        return LastBuild(files, record.images)

    def is_current(self, fingerprint: str, files: Iterable[File]) -> bool:
        """Whether the folder holds just these files, written by a build of this plan."""
        record = self.record()
        return record is not None and record.plan == fingerprint and all(self._holds(file) for file in files)

    def clean(self) -> None:
        """Remove what the last build wrote, and folders that become empty. Files of others stay. Raises WriteError.

        A site in the folder goes first, since its files are others' for a build. What lies behind a link is of others,
        for builds make none, also where the folder itself is one.
        """
        if self.path.is_symlink():
            return
        site = self.path / SITE
        if (site / RECORD).is_file():
            ArtifactFolder(site).clean()
            _remove_if_empty(self.path)
        record = self.record()
        if record is None:
            return
        with _reported(self.path):
            own = [name for name in record.files if _is_within(self.path, (self.path / name).parent)]
            for name in (*own, RECORD):
                if not (self.path / name).is_dir():
                    (self.path / name).unlink(missing_ok=True)
            folders = {parent for name in own for parent in PurePosixPath(name).parents}
            for folder in sorted(folders, key=lambda folder: len(folder.parts), reverse=True):
                _remove_if_empty(self.path / folder)

    @contextmanager
    def staged(self, output: PurePosixPath) -> Iterator[Staging]:
        """A folder beside this one to build in. What it holds replaces this folder on `Staging.commit`, at once.

        Raises WriteError where none can be made. Where nothing is committed, no build directory is left behind either.
        """
        parent = self.path.parent
        is_new = not parent.exists()
        with _reported(self.path):
            parent.mkdir(parents=True, exist_ok=True)
            folder = tempfile.TemporaryDirectory(prefix=".claimed-", dir=parent)
        try:
            with folder as base:
                yield Staging(Path(base), output, self)
        finally:
            if is_new:
                with suppress(OSError):
                    parent.rmdir()

    def _holds(self, file: File) -> bool:
        try:
            return (self.path / file.path).read_bytes() == file.content
        except OSError:
            return False


@dataclass(frozen=True, slots=True)
class Staging:
    """Where a build happens. `base` stands for the folder that bake runs in, so that its paths are the final ones."""

    base: Path
    output: PurePosixPath
    target: ArtifactFolder

    def write(self, files: Iterable[File]) -> None:
        """Write files below the artifact folder. Raises WriteError."""
        with _reported(self.target.path):
            for file in files:
                path = self.base / self.output / file.path
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(file.content)
                path.chmod(0o755 if file.executable else 0o644)

    def commit(self, record: BuildRecord) -> None:
        """Put the staged folder in the place of the old one. Raises WriteError, and then the old one still stands.

        Of several builds that end at the same time the last one stands, and it stands whole.
        """
        text = json.dumps(asdict(record), indent=2, sort_keys=True) + "\n"
        self.write([File(path=PurePosixPath(RECORD), content=text.encode())])
        with _reported(self.target.path):
            (self.base / self.output).chmod(0o755)
            if not any(self._exchange(self.base / f".old{turn}") for turn in range(_TURNS)):
                raise OSError(errno.EBUSY, "other builds keep writing it")

    def _exchange(self, old: Path) -> bool:
        """Move the standing folder to `old` and the new one into its place; not when another build was faster."""
        new, standing = self.base / self.output, self.target.path
        if standing.exists() and not standing.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, "it is no folder")
        with suppress(FileNotFoundError):
            standing.rename(old)
        try:
            _keep_foreign(ArtifactFolder(old), new)
            new.rename(standing)
        except BaseException as error:
            if isinstance(error, OSError) and error.errno in {errno.ENOTEMPTY, errno.EEXIST}:
                return False
            if old.exists():
                old.rename(standing)
            raise
        return True


def _keep_foreign(old: ArtifactFolder, new: Path) -> None:
    """Carry over what others put into the old folder; what a link leads to is no part of it."""
    if old.path.is_symlink():
        return
    record = old.record()
    own = {*(record.files if record else ()), RECORD}
    for path in old.path.rglob("*"):
        name = path.relative_to(old.path)
        foreign = path.is_file() or path.is_symlink()
        if foreign and name.as_posix() not in own and not (new / name).exists():
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, new / name, follow_symlinks=False)


@contextmanager
def _reported(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        message = (
            f"{folder} cannot be written: {error.strerror or error}\n"
            f"    Make {folder.parent} a folder that you can write to. The last build stands as it was."
        )
        raise WriteError(message) from None


def _is_within(folder: Path, path: Path) -> bool:
    """Whether no link leads the path out of the folder."""
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def _remove_if_empty(folder: Path) -> None:
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
