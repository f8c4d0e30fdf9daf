"""What a registry holds, read from its JSON: manifests, indexes and configs of images, of the OCI and of Docker."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hatch_claimed.images.registry.errors import InvalidResponseError
from hatch_claimed.images.registry.reference import is_digest

INDEXES = (
    "application/vnd.oci.image.index.v1+json",
    "application/vnd.docker.distribution.manifest.list.v2+json",
)
MANIFESTS = (
    "application/vnd.oci.image.manifest.v1+json",
    "application/vnd.docker.distribution.manifest.v2+json",
)
ACCEPT = ", ".join((*INDEXES, *MANIFESTS))
"""Without all of them an image that exists can answer 404."""

_ARCHITECTURES = {"x86_64": "amd64", "x86-64": "amd64", "aarch64": "arm64", "armhf": "arm", "armel": "arm"}
_DEFAULT_VARIANTS = {("amd64", "v1"), ("arm64", "v8"), ("arm", "v7")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Descriptor:
    """A reference from one document to another. `platform` is None where none is named."""

    media_type: str
    digest: str
    size: int
    platform: str | None = None
    annotations: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """An image for several platforms. `entries` are its images only: attestations are left out."""

    digest: str
    media_type: str
    annotations: Mapping[str, str]
    entries: tuple[Descriptor, ...]

    @property
    def platforms(self) -> Mapping[str, str]:
        """Each platform's manifest digest. Of several for one platform the first counts, as for engines."""
        named = [(entry.platform, entry.digest) for entry in reversed(self.entries)]
        return dict(sorted((platform, digest) for platform, digest in dict(named).items() if platform))


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageManifest:
    """An image for one platform."""

    digest: str
    media_type: str
    annotations: Mapping[str, str]
    config: Descriptor
    layers: tuple[Descriptor, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageConfig:
    """What an image is when it runs."""

    platform: str
    env: Mapping[str, str]
    labels: Mapping[str, str]
    entry_point: tuple[str, ...] = ()
    shell: tuple[str, ...] = ()


def normal_platform(os: str, architecture: str, variant: str | None = None) -> str:
    """A platform's one name: `linux/arm64/v8` is `linux/arm64`, as in containerd."""
    os, architecture = os.lower(), architecture.lower()
    architecture = _ARCHITECTURES.get(architecture, architecture)
    plain = not variant or (architecture, variant) in _DEFAULT_VARIANTS
    return f"{os}/{architecture}" if plain else f"{os}/{architecture}/{variant}"


def normal(platform: str) -> str:
    """The same of a platform that is written as one text."""
    return normal_platform(*[*platform.split("/"), "", ""][:3])


def read_document(content: bytes, media_type: str, digest: str) -> Index | ImageManifest:
    """Read a manifest or an index. Raises InvalidResponseError for anything else."""
    document = _object(content)
    kind = document.get("mediaType") or media_type
    try:
        annotations = _texts(document.get("annotations"))
        if kind in INDEXES or "manifests" in document:
            entries = tuple(entry for raw in document["manifests"] if (entry := _descriptor(raw)) and _is_image(entry))
            return Index(digest=digest, media_type=media_type, annotations=annotations, entries=entries)
        return ImageManifest(
            digest=digest,
            media_type=media_type,
            annotations=annotations,
            config=_descriptor(document["config"]),
            layers=tuple(_descriptor(raw) for raw in document["layers"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        message = f"what the registry has under {digest} is no image of the OCI or of Docker (schema 2)"
        message += "\n    Push the image again with a current engine."
        raise InvalidResponseError(message) from None


def read_config(content: bytes) -> ImageConfig:
    """Read an image's config. Raises InvalidResponseError for anything else."""
    document = _object(content)
    try:
        inner = document.get("config") or {}
        pairs = [text.partition("=") for text in inner.get("Env") or ()]
        return ImageConfig(
            platform=_platform(document),
            env={name: value for name, _, value in pairs},
            labels=_texts(inner.get("Labels")),
            entry_point=tuple(map(str, inner.get("Entrypoint") or ())),
            shell=tuple(map(str, inner.get("Shell") or ())),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        raise InvalidResponseError("an image's config in the registry is none: push the image again") from None


def _object(content: bytes) -> Mapping[str, Any]:
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict):
        message = "the registry answers with something other than JSON\n    Check its address; is it a registry?"
        raise InvalidResponseError(message)
    return document


def _descriptor(raw: Mapping[str, Any]) -> Descriptor:
    digest, platform = str(raw["digest"]), raw.get("platform")
    if not is_digest(digest):
        raise ValueError(digest)
    return Descriptor(
        media_type=str(raw.get("mediaType", "")),
        digest=digest,
        size=int(raw.get("size", 0)),
        platform=None if platform is None else _platform(platform),
        annotations=_texts(raw.get("annotations")),
    )


def _platform(raw: Mapping[str, Any]) -> str:
    return normal_platform(raw["os"], raw["architecture"], raw.get("variant"))


def _is_image(entry: Descriptor) -> bool:
    attests = "vnd.docker.reference.type" in entry.annotations
    return entry.platform not in {None, "unknown/unknown"} and not attests and entry.media_type not in INDEXES


def _texts(raw: Mapping[str, Any] | None) -> dict[str, str]:
    return {str(name): str(value) for name, value in (raw or {}).items()}
