"""An image as an OCI layout in an archive, as `type=oci` writes it (OCI image layout specification 1.0)."""

from __future__ import annotations

import json
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hatch_claimed.images.registry.documents import INDEXES, normal_platform


@dataclass(frozen=True, slots=True)
class OciLayout:
    """An archive with an OCI layout."""

    path: Path

    def manifests(self) -> Mapping[str, str]:
        """The digest of each platform's manifest. Attestations, whose platform is unknown, are none."""
        return dict(self._manifests(self._json("index.json")))

    def layers(self, manifest: str) -> tuple[str, ...]:
        """The digests of a manifest's layers, the base's first."""
        return tuple(layer["digest"] for layer in self._json(_blob(manifest))["layers"])

    def config(self, manifest: str) -> bytes:
        """A manifest's configuration, as JSON."""
        return self.blob(self._json(_blob(manifest))["config"]["digest"])

    def blob(self, digest: str) -> bytes:
        """A blob's bytes. Raises KeyError when the archive has none of this digest."""
        return self._read(_blob(digest))

    def _manifests(self, index: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        for entry in index["manifests"]:
            if entry["mediaType"] in INDEXES:
                yield from self._manifests(self._json(_blob(entry["digest"])))
            elif platform := self._platform(entry):
                yield platform, entry["digest"]

    def _platform(self, entry: Mapping[str, Any]) -> str | None:
        platform = entry.get("platform")
        if platform is None:
            manifest = self._json(_blob(entry["digest"]))
            platform = self._json(_blob(manifest["config"]["digest"]))
        if platform.get("os") == "unknown":
            return None
        return normal_platform(platform["os"], platform["architecture"], platform.get("variant"))

    def _json(self, name: str) -> Any:
        return json.loads(self._read(name))

    def _read(self, name: str) -> bytes:
        with tarfile.open(self.path) as archive:
            file = archive.extractfile(name)
            return file.read() if file else b""


def _blob(digest: str) -> str:
    return f"blobs/{digest.replace(':', '/')}"
