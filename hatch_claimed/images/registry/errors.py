"""What can go wrong between us and a registry, told apart by what a caller does about it. No message holds a secret."""

from __future__ import annotations

from hatch_claimed.errors import ClaimedError


class ImageNameError(ClaimedError):
    """A text that is no image reference."""


class RegistryError(ClaimedError):
    """A registry could not be asked, or did not answer as one."""

    exit_code = 4


class MissingImageError(RegistryError):
    """The registry answers, and says that it has no such image, platform or blob."""


class UnreachableError(RegistryError):
    """The registry, or the service that gives out its tokens, is down, too slow or too busy. Later may be better."""


class AccessDeniedError(RegistryError):
    """The registry wants a login, or another one.

    `rejected` is set when it refused the stored login itself. Otherwise it only does not show this repository, and
    many registries say just that of repositories that do not exist yet.
    """

    def __init__(self, message: str, *, rejected: bool = False) -> None:
        self.rejected = rejected
        super().__init__(message)


class CredentialsError(RegistryError):
    """A stored login cannot be read."""


class InvalidResponseError(RegistryError):
    """The registry's answer is not what its API says, or not what was asked for."""
