"""What `claimed.lock` holds: frozen values that know nothing of TOML, of uv or of registries.

Names of operators stand in every entry that is theirs. The name of a grid wrapper (`gw-…`) stands for its
coordinator's own libraries and packages; all else a wrapper takes from its operator.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Annotated

from hatch_claimed.lock import grammars
from hatch_claimed.lock.keys import KeyFormat, LockTable
from hatch_claimed.model import reference
from hatch_claimed.settings.grammar import IMAGE, PLATFORM

LOCK_FILE = "claimed.lock"
FORMAT = 1

SystemKey = tuple[str, str, str, tuple[str, ...]]
"""A base image, a platform, a package manager and its arguments: equal ones bring equal packages."""


def hashed_line(pin: str, hashes: Iterable[str]) -> str:
    """A line of a requirements file that takes nothing but files with these hashes: `uv==0.9 --hash=sha256:…`."""
    return " ".join([pin, *(f"--hash={value}" for value in hashes)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Package(LockTable):
    """One Python package, exactly.

    `hashes` are those of the files that may be installed (`sha256:…`), sorted. `url` is where a package comes from that
    no index names; with `commit` it is a version control URL, pinned by that commit and without hashes. `from_source`
    says that an index has no wheel that fits; only a package that was just resolved knows it, and no lock holds it.
    """

    name: Annotated[str, grammars.PYTHON_PACKAGE]
    version: Annotated[str | None, grammars.PYTHON_VERSION] = None
    url: Annotated[str | None, grammars.URL] = None
    commit: Annotated[str | None, grammars.COMMIT] = None
    hashes: Annotated[tuple[str, ...], grammars.HASH] = ()
    from_source: Annotated[bool, KeyFormat(never=True)] = field(default=False, compare=False)

    @property
    def pin(self) -> str:
        """What a requirements file says for it, without its hashes: `numpy==2.2.6`, `six @ git+https://…@<commit>`."""
        return f"{self.name} @ {self.url}" if self.url else f"{self.name}=={self.version}"

    @property
    def wrong(self) -> tuple[str, str] | None:
        """What leaves it open what is installed."""
        lacks = "a version" if not self.version and not self.url else ""
        lacks = lacks or ("hashes" if not self.hashes and not self.commit else "")
        return ("name", f"has the package {self.name!r} without {lacks}") if lacks else None


@dataclass(frozen=True, slots=True, kw_only=True)
class LockedRequirementsFile(LockTable):
    """A requirement file of the project, and the SHA-256 of its content."""

    path: Annotated[str, grammars.ONE_LINE]
    sha256: Annotated[str, grammars.SHA256]


@dataclass(frozen=True, slots=True, kw_only=True)
class LockedEnvironment(LockTable):
    """All Python packages of some operators on one platform.

    `target` is uv's name for the platform with its C library. `requirements` are the lines that it was resolved from,
    `options` what an installer must be told besides the packages (`--extra-index-url https://…`), in their order.
    """

    id: Annotated[str, grammars.ENVIRONMENT]
    platform: Annotated[str, PLATFORM]
    target: Annotated[str, grammars.TARGET]
    python: Annotated[str, grammars.PYTHON]
    operators: Annotated[tuple[str, ...], grammars.COMPONENT]
    requirements: tuple[str, ...]
    options: Annotated[tuple[str, ...], grammars.INSTALLER_OPTION] = ()
    files: Annotated[tuple[LockedRequirementsFile, ...], KeyFormat(key="file")] = ()
    packages: Annotated[tuple[Package, ...], KeyFormat(key="package")] = ()

    @property
    def hashed(self) -> tuple[str, ...]:
        """The lines of a requirements file with the packages that `--require-hashes` takes; none without packages."""
        return self._lines(hashed_line(one.pin, one.hashes) for one in self.packages if one.hashes)

    @property
    def by_commit(self) -> tuple[str, ...]:
        """Those with the packages that only a commit pins: installers refuse them beside hashes."""
        return self._lines(one.pin for one in self.packages if not one.hashes)

    def _lines(self, packages: Iterable[str]) -> tuple[str, ...]:
        lines = tuple(packages)
        return (*self.options, *lines) if lines else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LockedBase(LockTable):
    """A base image: what its tag points to, its Python (`3.12`) if it has one, and each platform's own digest."""

    image: Annotated[str, IMAGE]
    digest: Annotated[str, grammars.DIGEST]
    python: Annotated[str | None, grammars.PYTHON] = None
    platforms: Annotated[Mapping[str, str], grammars.DIGEST]

    @property
    def pinned(self) -> str:
        """The reference to start from: `docker.io/library/python:3.12-slim@sha256:…`."""
        return reference.pinned(self.image, self.digest)


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemPackage(LockTable):
    """A package of the system; the version is None where the base could not be asked."""

    name: Annotated[str, grammars.SYSTEM_PACKAGE]
    version: Annotated[str | None, grammars.SYSTEM_VERSION] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LockedSystem(LockTable):
    """What one package manager installs in a base image, in dependency order of names, for some operators.

    `lines` are its arguments as the scripts have them; `packages` hold what these bring in, where the base told it.
    """

    base: Annotated[str, IMAGE]
    platform: Annotated[str, PLATFORM]
    manager: Annotated[str, grammars.MANAGER]
    operators: Annotated[tuple[str, ...], grammars.COMPONENT]
    lines: tuple[str, ...]
    packages: Annotated[tuple[SystemPackage, ...], KeyFormat(key="package")] = ()

    @property
    def key(self) -> SystemKey:
        """What the packages follow from."""
        return self.base, self.platform, self.manager, self.lines


@dataclass(frozen=True, slots=True, kw_only=True)
class RPackages(LockTable):
    """R packages, in their order, and the repository that they come from: a snapshot unless the script names one."""

    repository: Annotated[str, grammars.ONE_LINE]
    operators: Annotated[tuple[str, ...], grammars.COMPONENT]
    packages: Annotated[tuple[str, ...], grammars.R_PACKAGE]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wheels(LockTable):
    """The hashes of the installer's wheels for one target."""

    target: Annotated[str, grammars.TARGET]
    hashes: Annotated[tuple[str, ...], grammars.HASH]


@dataclass(frozen=True, slots=True, kw_only=True)
class Installer(LockTable):
    """The uv that installs in images."""

    name: str = field(default="uv", init=False)
    version: Annotated[str, grammars.PYTHON_VERSION]
    wheels: Annotated[tuple[Wheels, ...], KeyFormat(order=("target",))] = ()

    def hashes(self, target: str) -> tuple[str, ...]:
        """The hashes of its wheels for a target; none when the lock has no such target."""
        return next((one.hashes for one in self.wheels if one.target == target), ())

    def line(self, target: str) -> str:
        """The line of a requirements file that installs it on a target."""
        return hashed_line(f"{self.name}=={self.version}", self.hashes(target))


@dataclass(frozen=True, slots=True, kw_only=True)
class LockFile(LockTable):
    """The whole file. `made_from` is a hash over all that the scripts and settings ask for; `tool` our own version.

    Environments are sorted by operators, so that a block stays where it is when its requirements change.
    """

    version: int = field(default=FORMAT, init=False)
    tool: Annotated[str, grammars.ONE_LINE]
    made_from: Annotated[str, grammars.DIGEST]
    installer: Installer | None = None
    bases: Annotated[tuple[LockedBase, ...], KeyFormat(key="base", order=("image",))] = ()
    environments: Annotated[
        tuple[LockedEnvironment, ...], KeyFormat(key="environment", order=("operators", "platform", "id"))
    ] = ()
    system: Annotated[
        tuple[LockedSystem, ...], KeyFormat(order=("operators", "platform", "base", "manager", "lines"))
    ] = ()
    r: Annotated[tuple[RPackages, ...], KeyFormat(order=("operators", "repository", "packages"))] = ()

    def base(self, image: str) -> LockedBase | None:
        """The base image of that name."""
        return next((one for one in self.bases if one.image == image), None)

    def environment(self, name: str, platform: str) -> LockedEnvironment | None:
        """An operator's Python packages, or with a grid wrapper's name those of its coordinator."""
        return next((one for one in self.environments if one.platform == platform and name in one.operators), None)

    def system_of(self, name: str, platform: str) -> tuple[LockedSystem, ...]:
        """The system packages of an operator, or with a grid wrapper's name those of its coordinator."""
        return tuple(one for one in self.system if one.platform == platform and name in one.operators)

    def r_of(self, name: str) -> tuple[RPackages, ...]:
        """The R packages of an operator, one entry for each repository."""
        return tuple(one for one in self.r if name in one.operators)
