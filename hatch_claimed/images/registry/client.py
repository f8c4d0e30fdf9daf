"""A client of registries, by the OCI's Distribution Specification: what images are there, and what they are.

A call of a public method ends within `RetryPolicy.total` seconds.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from hatch_claimed.images.registry.auth import Authorizer
from hatch_claimed.images.registry.documents import ImageConfig, ImageManifest, Index, normal, read_config
from hatch_claimed.images.registry.endpoint import endpoint
from hatch_claimed.images.registry.errors import InvalidResponseError, MissingImageError
from hatch_claimed.images.registry.reference import Reference, parse
from hatch_claimed.images.registry.retry import Deadline
from hatch_claimed.images.registry.session import RegistrySession

_LARGEST_BLOB = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedImage:
    """What a reference points to: an index or a manifest. `platforms` are those asked for that it has, by digest."""

    digest: str
    media_type: str
    platforms: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RegistryClient:
    """All registries that references name. Safe for threads; connections and tokens are kept until `close`.

    `mirrors` maps a registry to what stands in for it (see `endpoint`), `plain` names hosts without encryption.
    Every method takes references as Docker writes them, and raises ImageNameError for what is none,
    AccessDeniedError where a login is needed, UnreachableError where the registry is down, too slow or too busy, and
    InvalidResponseError where the answer is not what was asked for.
    """

    mirrors: Mapping[str, str] = field(default_factory=dict)
    plain: Collection[str] = ()
    authorizer: Authorizer = field(default_factory=Authorizer)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections. The next request opens them again."""
        self.authorizer.http.connections.close()

    def resolve(self, reference: str | Reference, platforms: Collection[str] = ()) -> ResolvedImage | None:
        """What a reference points to, or None when the registry says that it is missing.

        One HEAD. With `platforms` it is a GET, and for an image that is no index its config is read too.
        """
        wanted = _parsed(reference)
        session = self._session(wanted)
        if not platforms:
            head = session.head(wanted.tag_or_digest)
            if head is None:
                return None
            if head.digest:
                return ResolvedImage(digest=head.digest, media_type=head.media_type)
        # some registries say the digest of whole manifests only
        document = session.document(wanted.tag_or_digest)
        if document is None:
            return None
        asked = {normal(platform): platform for platform in platforms}
        there = _platforms(session, document) if platforms else {}
        found = {asked[name]: digest for name, digest in there.items() if name in asked}
        return ResolvedImage(digest=document.digest, media_type=document.media_type, platforms=found)

    def document(self, reference: str | Reference) -> Index | ImageManifest | None:
        """The manifest or the index that a reference points to, or None when it is missing."""
        wanted = _parsed(reference)
        return self._session(wanted).document(wanted.tag_or_digest)

    def manifest(self, reference: str | Reference, platform: str | None = None) -> ImageManifest:
        """The manifest of an image for a platform, which must be named when there are several.

        Raises MissingImageError when there is no such image, or none for the platform.
        """
        wanted = _parsed(reference)
        return _manifest(self._session(wanted), wanted, platform)

    def config(self, reference: str | Reference, platform: str | None = None) -> ImageConfig:
        """The config of an image for a platform: environment, labels, architecture. Raises as `manifest` does."""
        wanted = _parsed(reference)
        session = self._session(wanted)
        config = _config(session, _manifest(session, wanted, platform))
        if platform is not None and config.platform != normal(platform):
            message = f"{wanted} is for {config.platform}, not for {platform}"
            raise MissingImageError(message)
        return config

    def blob(self, reference: str | Reference, digest: str, limit: int = _LARGEST_BLOB) -> bytes:
        """A blob of an image's repository, up to `limit` bytes. Raises MissingImageError when it is missing."""
        wanted = _parsed(reference)
        return _blob(self._session(wanted), digest, limit)

    def _session(self, reference: Reference) -> RegistrySession:
        place = endpoint(reference, self.mirrors, self.plain)
        return RegistrySession(self.authorizer, place, Deadline.of(self.authorizer.http.retry))


def _parsed(reference: str | Reference) -> Reference:
    return parse(reference) if isinstance(reference, str) else reference


def _platforms(session: RegistrySession, document: Index | ImageManifest) -> Mapping[str, str]:
    if isinstance(document, Index):
        return document.platforms
    return {_config(session, document).platform: document.digest}


def _manifest(session: RegistrySession, wanted: Reference, platform: str | None) -> ImageManifest:
    document = _present(session.document(wanted.tag_or_digest), wanted)
    if isinstance(document, ImageManifest):
        return document
    there = document.platforms
    digest = there.get(normal(platform)) if platform else (next(iter(there.values())) if len(there) == 1 else None)
    if digest is None:
        said = f"{wanted} is for {', '.join(there) or 'no platform'}"
        message = f"{said}, not for {platform}"
        raise MissingImageError(message if platform else f"{said}: name one of them")
    manifest = _present(session.document(digest), wanted.at(digest))
    if isinstance(manifest, Index):
        message = f"{wanted} is an index of indexes: push the image again"
        raise InvalidResponseError(message)
    return manifest


def _config(session: RegistrySession, manifest: ImageManifest) -> ImageConfig:
    return read_config(_blob(session, manifest.config.digest, _LARGEST_BLOB))


def _blob(session: RegistrySession, digest: str, limit: int) -> bytes:
    content = session.blob(digest, limit)
    if content is None:
        place = session.endpoint
        message = f"{place.registry} has no {digest} in {place.repository}: push the image again"
        raise MissingImageError(message)
    return content


def _present(document: Index | ImageManifest | None, wanted: Reference) -> Index | ImageManifest:
    if document is None:
        message = f"there is no image {wanted}: check its name and tag"
        raise MissingImageError(message)
    return document
