"""Which images are built, and which are there already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hatch_claimed.errors import ClaimedError
from hatch_claimed.images.bake_result import BakeResult
from hatch_claimed.images.buildx import is_loaded
from hatch_claimed.model import BuildOptions, Component, Published
from hatch_claimed.planning.plan import Plan

if TYPE_CHECKING:
    from hatch_claimed.images.registry.lookup import ImageState


@dataclass(frozen=True, slots=True)
class ReuseDecision:
    """What becomes of an image, and why. `published` is what is there already, where it need not be built.

    With an `error` it cannot be told whether it is there, and a push would fail as well.
    """

    component: Component
    why: str
    published: Published | None = None
    error: ClaimedError | None = None

    @property
    def is_build(self) -> bool:
        """Whether the image is to be built."""
        return self.published is None and self.error is None

    def __str__(self) -> str:
        """The decision as a line of progress."""
        what = "built" if self.is_build else "reused" if self.published else "not built"
        return f"{self.component.name}: {what}, since {self.why}"


def decide(
    planned: Plan, wanted: Sequence[Component], known: Mapping[str, Published], *, force: bool
) -> tuple[ReuseDecision, ...]:
    """Decide for each image. `known` is what the last build wrote down.

    An image is only taken as it is when nothing in it was chosen while it was built: with a lock. Raises
    RegistryError where that leaves nothing to do, since the registry of each image does not answer.
    """
    if force:
        return tuple(ReuseDecision(one, "asked for with --force") for one in wanted)
    exact = [one for one in wanted if one.name in planned.exact]
    pushed, failed = _pushed(planned, [one for one in exact if one.image.mode == "push"])
    if len(failed) == len(wanted):
        for error in failed.values():
            raise error
    loaded = {
        one.name: known[one.name]
        for one in exact
        if one.image.mode == "build" and one.name in known and is_loaded(one, planned.hashes[one.name])
    }
    there = {**pushed, **loaded}
    return tuple(_decision(one, planned, there.get(one.name), failed.get(one.name)) for one in wanted)


def _decision(
    component: Component, planned: Plan, published: Published | None, error: ClaimedError | None
) -> ReuseDecision:
    if component.name not in planned.exact:
        return ReuseDecision(component, "what it installs is not locked")
    if error is not None:
        return ReuseDecision(component, "its registry does not tell whether it is there", error=error)
    if published is None:
        return ReuseDecision(component, "none is there from the same input")
    return ReuseDecision(component, "it is there, from the same input", published)


def _pushed(planned: Plan, components: Sequence[Component]) -> tuple[dict[str, Published], dict[str, ClaimedError]]:
    """What registries hold from the same input, and the errors of those that do not answer, by image."""
    if not components:
        return {}, {}
    from hatch_claimed.images.registry.errors import RegistryError
    from hatch_claimed.images.registry.lookup import states
    from hatch_claimed.images.registry.reference import parse
    from hatch_claimed.images.registry_clients import registry_of

    by_host: dict[str, list[Component]] = {}
    for one in components:
        by_host.setdefault(parse(one.image.reference).host, []).append(one)
    result: dict[str, Published] = {}
    failed: dict[str, ClaimedError] = {}
    with registry_of(one.image.reference for one in components) as registry:
        for own in by_host.values():
            try:
                found = states([(one.image.reference, planned.hashes[one.name]) for one in own], registry)
            except RegistryError as error:
                failed |= dict.fromkeys((one.name for one in own), error)
            else:
                result |= _current(own, found)
    return result, failed


def _current(components: Sequence[Component], found: Mapping[str, ImageState]) -> dict[str, Published]:
    """Those that were made from the same input, for all platforms."""
    from hatch_claimed.images.registry.lookup import PushedImage

    result = {}
    for one in components:
        state = found[one.image.reference]
        if isinstance(state, PushedImage) and state.current:
            platforms = dict(state.platforms) or dict.fromkeys(one.image.platforms[:1], state.digest)
            if set(platforms) >= set(one.image.platforms):
                result[one.name] = Published(digest=state.digest, platforms=platforms)
    return result


def published(
    components: Sequence[Component], baked: BakeResult[str], options: BuildOptions
) -> tuple[dict[str, Published], dict[str, ClaimedError]]:
    """What was just built, with each platform's own digest: of an index, the registry tells them.

    Beside it what failed, which an image does as well that nothing can be told of, though it was pushed.
    """
    result: dict[str, Published] = {}
    failed: dict[str, ClaimedError] = dict(baked.failed)
    for one in components:
        if one.name in baked.built:
            digest = baked.built[one.name]
            try:
                result[one.name] = Published(digest=digest, platforms=_platforms(one, digest, options))
            except ClaimedError as error:
                failed[one.name] = error
    return result, failed


def _platforms(component: Component, digest: str, options: BuildOptions) -> Mapping[str, str]:
    is_index = len(component.image.platforms) > 1 or options.sbom or options.provenance != "off"
    if component.image.mode != "push" or not is_index:
        return dict.fromkeys(component.image.platforms[:1], digest)
    from hatch_claimed.images.registry_clients import registry_of

    with registry_of([component.image.reference]) as registry:
        resolved = registry.resolve(component.image.at(digest), component.image.platforms)
    return dict(resolved.platforms) if resolved else {}
