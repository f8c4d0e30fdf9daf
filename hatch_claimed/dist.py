"""The artifact folder on disk: written whole or not at all, and cleaned of what a build made and nothing else."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath

from hatch_claimed.model import File

FOLDER = "claimed"
_RECORD = ".build.json"


@dataclass(frozen=True, slots=True)
class Record:
    """What the last build wrote: the plan's fingerprint, its files, and the images that it built (name to digest)."""

    plan: str
    files: tuple[str, ...]
    images: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Dist:
    """An artifact folder: `claimed` below the build directory, usually `dist/claimed`."""

    path: Path

    def record(self) -> Record | None:
        """What the last build wrote, or None when there was none, or something of it is gone."""
        try:
            raw = json.loads((self.path / _RECORD).read_text(encoding="utf-8"))
            record = Record(raw["plan"], tuple(raw["files"]), dict(raw["images"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return record

    def is_current(self, fingerprint: str, files: Iterable[File]) -> bool:
        """Whether the folder holds just these files, written by a build of this plan."""
        record = self.record()
        return record is not None and record.plan == fingerprint and all(self._holds(file) for file in files)

    def clean(self) -> None:
        """Remove what the last build wrote, and folders that become empty. Files of others stay."""
        record = self.record()
        if record is None:
            return
        for name in (*record.files, _RECORD):
            (self.path / name).unlink(missing_ok=True)
        folders = {parent for name in record.files for parent in PurePosixPath(name).parents}
        for folder in sorted(folders, key=lambda folder: len(folder.parts), reverse=True):
            _remove_if_empty(self.path / folder)

    @contextmanager
    def staged(self, output: PurePosixPath) -> Iterator[Staging]:
        """A folder beside this one to build in. What it holds replaces this folder on `Staging.commit`, at once."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".claimed-", dir=self.path.parent) as base:
            yield Staging(Path(base), output, self)

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
    target: Dist

    def write(self, files: Iterable[File]) -> None:
        """Write files below the artifact folder."""
        for file in files:
            path = self.base / self.output / file.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.content)
            path.chmod(0o755 if file.executable else 0o644)

    def commit(self, record: Record) -> None:
        """Put the staged folder in the place of the old one. Raises OSError, and then the old one still stands."""
        text = json.dumps(asdict(record), indent=2, sort_keys=True) + "\n"
        self.write([File(path=PurePosixPath(_RECORD), content=text.encode())])
        new, old = self.base / self.output, self.base / ".old"
        self._keep_foreign(new)
        new.chmod(0o755)
        if not self.target.path.exists():
            new.rename(self.target.path)
            return
        self.target.path.rename(old)
        try:
            new.rename(self.target.path)
        except OSError:
            old.rename(self.target.path)
            raise

    def _keep_foreign(self, new: Path) -> None:
        """Carry over what others put into the old folder."""
        record = self.target.record()
        own = {*(record.files if record else ()), _RECORD}
        for path in self.target.path.rglob("*"):
            name = path.relative_to(self.target.path)
            if path.is_file() and name.as_posix() not in own and not (new / name).exists():
                (new / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(path, new / name)


def _remove_if_empty(folder: Path) -> None:
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
