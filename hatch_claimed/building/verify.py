"""Building again without a cache, and comparing with what is there."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from hatch_claimed.artifacts.bake import BAKE_FILE
from hatch_claimed.building.build import BuildRequest, load
from hatch_claimed.errors import BrokenError, ClaimedError
from hatch_claimed.images.buildx import Bake, check_engine
from hatch_claimed.images.entry_points import entry_points
from hatch_claimed.images.layers import difference
from hatch_claimed.images.oci import OciLayout
from hatch_claimed.images.secrets import secret_contents
from hatch_claimed.model import Component, Image, Published
from hatch_claimed.planning.plan import Plan
from hatch_claimed.system.command import Echo

_LARGEST_LAYER = 2**33


@dataclass(frozen=True, slots=True)
class Verification:
    """How one image on one platform came out: its digest of before, that of now, and the first difference if any."""

    name: str
    platform: str
    before: str
    now: str
    why: str | None = None

    @property
    def same(self) -> bool:
        """Whether the two are the same to the bit."""
        return self.before == self.now


class _Images(Protocol):
    """Where layers of a manifest are read from."""

    def layers(self, manifest: str) -> Sequence[str]: ...

    def blob(self, digest: str) -> bytes: ...


@dataclass(frozen=True, slots=True)
class _Pushed:
    """An image in its registry."""

    image: Image

    def layers(self, manifest: str) -> Sequence[str]:
        from hatch_claimed.images.registry_clients import registry_here

        with registry_here() as registry:
            return [layer.digest for layer in registry.manifest(self.image.at(manifest)).layers]

    def blob(self, digest: str) -> bytes:
        from hatch_claimed.images.registry_clients import registry_here

        with registry_here() as registry:
            return registry.blob(self.image.at(digest), digest, limit=_LARGEST_LAYER)


def verify(request: BuildRequest, names: Sequence[str], echo: Echo) -> tuple[Verification, ...]:
    """Build the named images (all, without names) once more without a cache, and compare manifests by platform.

    What was pushed is compared with the registry; what was not is built twice. Attestations are left out: they hold
    the time of the build. Raises ClaimedError for errors in the project, and where an image cannot be built.
    """
    planned = load(request).of_what_is_right()
    chosen = _chosen(planned, names)
    check_engine()
    record = request.dist.record()
    known = record.images if record else {}
    with tempfile.TemporaryDirectory(prefix="claimed-") as name:
        again = _Again(planned, request, Path(name), echo)
        layouts = again.build(chosen, "now")
        alone = [one for one in chosen if not _is_pushed(one, known)]
        before = again.build(alone, "before") if alone else {}
        return tuple(verdict for one in chosen for verdict in _verdicts(one, layouts[one.name], before, known))


def _chosen(planned: Plan, names: Sequence[str]) -> list[Component]:
    by_name = {one.name: one for one in planned.project.components}
    wrong = [one for name in names if name not in by_name for one in planned.project.broken_named(name)]
    if wrong:
        raise BrokenError(planned.project, wrong)
    unknown = [name for name in names if name not in by_name]
    if unknown:
        message = f"there is no operator or grid wrapper {', '.join(unknown)}: there are {', '.join(by_name)}"
        raise ClaimedError(message)
    return [by_name[name] for name in names or by_name]


def _is_pushed(component: Component, known: Mapping[str, Published]) -> bool:
    """Whether the last build's image is in its registry."""
    if component.name not in known:
        return False
    from hatch_claimed.images.registry_clients import registry_here

    with registry_here() as registry:
        return registry.resolve(component.image.at(known[component.name].digest)) is not None


@dataclass(frozen=True, slots=True)
class _Again:
    """Builds a plan's images into archives."""

    planned: Plan
    request: BuildRequest
    folder: Path
    echo: Echo

    def build(self, components: Sequence[Component], turn: str) -> dict[str, OciLayout]:
        """One archive for each component."""
        options = self.planned.project.build
        archives = {one.name: self.folder / f"{one.name}.{turn}.tar" for one in components}
        with self.request.dist.staged(self.request.output) as staging:
            staging.write(self.planned.files)
            secrets = secret_contents(options, self.request.root)
            words = entry_points(components, self.planned, self.echo)
            file = self.request.output / BAKE_FILE
            bake = Bake(staging.base, file, options, secrets, self.echo, entry_points=words)
            bake.archives(archives)
        return {name: OciLayout(path) for name, path in archives.items()}


def _verdicts(
    component: Component, now: OciLayout, before: Mapping[str, OciLayout], known: Mapping[str, Published]
) -> Iterator[Verification]:
    old = before.get(component.name)
    digests = old.manifests() if old else known[component.name].platforms
    images: _Images = old or _Pushed(component.image)
    found = now.manifests()
    for platform, digest in sorted(digests.items()):
        new = found.get(platform, "none")
        why = None if new == digest else _why(images, digest, now, new)
        yield Verification(component.name, platform, digest, new, why)


def _why(before: _Images, old: str, now: OciLayout, new: str) -> str:
    """The first differing file of the first differing layer."""
    if new == "none":
        return "it was not built"
    layers = list(zip(before.layers(old), now.layers(new), strict=False))
    for number, (one, other) in enumerate(layers, 1):
        if one != other:
            found = difference(before.blob(one), now.blob(other))
            return f"layer {number} of {len(layers)}: {found or 'the same files, compressed otherwise'}"
    return "the layers are the same, and the image's configuration differs"
