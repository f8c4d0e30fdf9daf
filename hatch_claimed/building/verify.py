"""Building again without a cache, and comparing with what is there."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from hatch_claimed.artifacts.bake import BAKE_FILE
from hatch_claimed.building.build import BuildRequest, load
from hatch_claimed.errors import BrokenError, ClaimedError, ImageError
from hatch_claimed.images.bake_result import BakeResult
from hatch_claimed.images.buildx import Bake, check_engine
from hatch_claimed.images.comparison import ImageReader, compare
from hatch_claimed.images.entry_points import entry_points
from hatch_claimed.images.layers import ImageDifference
from hatch_claimed.images.oci import OciLayout
from hatch_claimed.images.secrets import secret_contents
from hatch_claimed.model import Component, Image, Published
from hatch_claimed.planning.plan import Plan
from hatch_claimed.system.command import Echo

_LARGEST_LAYER = 2**33


@dataclass(frozen=True, slots=True)
class Verification:
    """How one image on one platform came out: its digest of before, that of now, and their difference if any."""

    name: str
    platform: str
    before: str
    now: str
    difference: ImageDifference | None = None

    @property
    def same(self) -> bool:
        """Whether the two are the same to the bit."""
        return self.difference is None

    @property
    def same_files(self) -> bool:
        """Whether the same runs in both: to the bit, or packed otherwise."""
        return self.difference is None or self.difference.same_files


@dataclass(frozen=True, slots=True)
class VerifyResult:
    """How images came out, by name and platform, and why others could not be built again. `plan` is what was built."""

    plan: Plan
    verdicts: tuple[Verification, ...]
    failed: Mapping[str, ImageError]


@dataclass(frozen=True, slots=True)
class _Pushed:
    """An image in its registry."""

    image: Image

    def layers(self, manifest: str) -> Sequence[str]:
        from hatch_claimed.images.registry_clients import registry_here

        with registry_here() as registry:
            return [layer.digest for layer in registry.manifest(self.image.at(manifest)).layers]

    def config(self, manifest: str) -> bytes:
        from hatch_claimed.images.registry_clients import registry_here

        with registry_here() as registry:
            return registry.blob(self.image.at(manifest), registry.manifest(self.image.at(manifest)).config.digest)

    def blob(self, digest: str) -> bytes:
        from hatch_claimed.images.registry_clients import registry_here

        with registry_here() as registry:
            return registry.blob(self.image.at(digest), digest, limit=_LARGEST_LAYER)


def verify(request: BuildRequest, names: Sequence[str], echo: Echo) -> VerifyResult:
    """Build the named images (all, without names) once more without a cache, and compare manifests by platform.

    What was pushed is compared with the registry; what was not is built twice. Attestations are left out: they hold
    the time of the build. Images that cannot be built take nothing away from others. Raises ClaimedError for errors in
    the project, and without an engine.
    """
    planned = load(request).without_project_errors()
    chosen = _chosen(planned, names)
    check_engine()
    record = request.dist.record()
    known = record.images if record else {}
    with tempfile.TemporaryDirectory(prefix="claimed-") as name:
        again = _Again(planned, request, Path(name), echo)
        now = again.build(chosen, "now")
        alone = [one for one in chosen if one.name in now.built and not _is_pushed(one, known)]
        before = again.build(alone, "before") if alone else BakeResult({}, {})
        failed = {**now.failed, **before.failed}
        verdicts = (
            verdict
            for one in chosen
            if one.name not in failed
            for verdict in _verdicts(one, now.built[one.name], before.built, known)
        )
        return VerifyResult(planned, tuple(verdicts), failed)


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

    def build(self, components: Sequence[Component], turn: str) -> BakeResult[OciLayout]:
        """One archive for each component."""
        options = self.planned.project.build
        archives = {one.name: self.folder / f"{one.name}.{turn}.tar" for one in components}
        with self.request.dist.staged(self.request.output) as staging:
            staging.write(self.planned.files)
            secrets = secret_contents(options, self.request.root)
            words = entry_points(components, self.planned, self.echo)
            file = self.request.output / BAKE_FILE
            bake = Bake(staging.base, file, options, secrets, self.echo, entry_points=words)
            baked = bake.archives(archives, components)
        return BakeResult({name: OciLayout(path) for name, path in baked.built.items()}, baked.failed)


def _verdicts(
    component: Component, now: OciLayout, before: Mapping[str, OciLayout], known: Mapping[str, Published]
) -> Iterator[Verification]:
    old = before.get(component.name)
    digests = old.manifests() if old else known[component.name].platforms
    images: ImageReader = old or _Pushed(component.image)
    found = now.manifests()
    for platform, digest in sorted(digests.items()):
        new = found.get(platform, "none")
        if new == "none":
            why: ImageDifference | None = ImageDifference("it was not built", same_files=False)
        else:
            why = None if new == digest else compare(images, digest, now, new)
        yield Verification(component.name, platform, digest, new, why)
