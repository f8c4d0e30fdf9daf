"""Which images need no building: those that are in the registry, made from the same input."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from hatch_claimed.artifacts.bake import INPUT_HASH
from hatch_claimed.images.registry.client import RegistryClient
from hatch_claimed.images.registry.documents import ImageManifest, Index, read_config
from hatch_claimed.images.registry.errors import AccessDeniedError
from hatch_claimed.images.registry.parallel import in_parallel
from hatch_claimed.images.registry.reference import Reference, parse


@dataclass(frozen=True, slots=True, kw_only=True)
class PushedImage:
    """An image that is there. `platforms` (each platform's digest) is empty when `digest` is no index's.

    `input_hash` is None when the image names none, or its platforms do not agree on one. `current` says whether it is
    the one that the image would have now.
    """

    digest: str
    input_hash: str | None
    current: bool
    platforms: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HiddenImage:
    """The registry did not let us see whether the image is there, as many do of repositories that are still to come."""


ImageState = PushedImage | HiddenImage | None


def states(images: Sequence[tuple[str, str]], registry: RegistryClient) -> Mapping[str, ImageState]:
    """What the registry holds for each image: pairs of reference and the input hash that the image would have.

    One request for each image whose hash is an annotation; where there is none, its config's label is read too.
    None stands for an image that is missing. Raises UnreachableError and InvalidResponseError, and AccessDeniedError
    only for a login that is itself refused: then a push would fail as well.
    """
    expected = dict(images)
    return in_parallel(lambda reference: _state(registry, reference, expected[reference]), expected)


def _state(registry: RegistryClient, reference: str, expected: str) -> ImageState:
    try:
        document = registry.document(reference)
        if document is None:
            return None
        platforms = document.platforms if isinstance(document, Index) else {}
        found = _input_hash(registry, parse(reference).at(document.digest), document)
        return PushedImage(digest=document.digest, input_hash=found, current=found == expected, platforms=platforms)
    except AccessDeniedError as error:
        if error.rejected:
            raise
        return HiddenImage()


def _input_hash(registry: RegistryClient, place: Reference, document: Index | ImageManifest) -> str | None:
    """The hash by annotation, or else by what the image of each platform says, in annotation or label."""
    if found := document.annotations.get(INPUT_HASH):
        return found
    if isinstance(document, ImageManifest):
        return read_config(registry.blob(place, document.config.digest)).labels.get(INPUT_HASH)
    found_by_platform = {
        _input_hash(registry, place.at(digest), registry.manifest(place.at(digest)))
        for digest in document.platforms.values()
    }
    return found_by_platform.pop() if len(found_by_platform) == 1 else None
