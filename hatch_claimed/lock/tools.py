"""What a resolution needs of the world, as small protocols: registries, an engine where one runs, and uv."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from hatch_claimed.lock.model import Package, SystemPackage
from hatch_claimed.lock.uv import UvRequest


class BaseImageDigests(Protocol):
    """What a reference points to, and each platform's own digest."""

    @property
    def digest(self) -> str:
        """The digest of the index or manifest."""

    @property
    def platforms(self) -> Mapping[str, str]:
        """Digests by platform, of those that were asked for and are there."""


class BaseImageConfig(Protocol):
    """What an image says of itself."""

    @property
    def env(self) -> Mapping[str, str]:
        """Its environment variables."""

    @property
    def entry_point(self) -> tuple[str, ...]:
        """The words that what runs in it is put behind."""

    @property
    def shell(self) -> tuple[str, ...]:
        """The words that commands of a Dockerfile are put behind, empty where it is the usual one."""


class BaseImageRegistry(Protocol):
    """Registries of images. Both methods raise ClaimedError when there is no answer."""

    def resolve(self, reference: str, platforms: tuple[str, ...]) -> BaseImageDigests | None:
        """What a reference points to, None when there is no such image."""

    def config(self, reference: str, platform: str) -> BaseImageConfig:
        """An image's config."""


class Resolver(Protocol):
    """Uv, or what stands for it in tests. Both raise UvError."""

    def __call__(self, question: UvRequest, /) -> tuple[Package, ...]:
        """The packages that answer a question."""

    def wheels(self, question: UvRequest, /) -> tuple[str, ...]:
        """The names of the wheels that an index has of a question's packages, for any platform."""


class ProbeError(Exception):
    """A base image could not be asked; the message says why."""


class NoShellError(ProbeError):
    """A base image has nothing to ask it with."""


class BaseImageEngine(Protocol):
    """An engine that runs images. Both methods raise ProbeError."""

    def python(self, reference: str, platform: str, words: tuple[str, ...] = ()) -> str | None:
        """The version of the Python in an image, None when it has none.

        `words` are those of its entry point and shell: these can activate an environment with a Python of its own.
        Raises NoShellError for an image without shell.
        """

    def system(self, reference: str, platform: str, manager: str, lines: tuple[str, ...]) -> tuple[SystemPackage, ...]:
        """What a package manager would install there; nothing where the image has another one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """All of it. `engine` is None when no engine runs; `uv` is the version that new locks install with."""

    registry: BaseImageRegistry
    engine: BaseImageEngine | None
    compile: Resolver
    uv: str
    tool: str
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Upgrade:
    """What may change besides what must: everything, or the packages of these names."""

    everything: bool = False
    packages: tuple[str, ...] = ()
