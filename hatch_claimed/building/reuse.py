"""Which images are built, and which are there already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hatch_claimed.images.buildx import is_loaded
from hatch_claimed.model import BuildOptions, Component, Published
from hatch_claimed.planning.plan import Plan


@dataclass(frozen=True, slots=True)
class ReuseDecision:
    """What becomes of an image, and why. `published` is what is there already, where it need not be built."""

    component: Component
    why: str
    published: Published | None = None


def decide(
    planned: Plan, wanted: Sequence[Component], known: Mapping[str, Published], *, force: bool
) -> tuple[ReuseDecision, ...]:
    """Decide for each image. `known` is what the last build wrote down.

    An image is only taken as it is when nothing in it was chosen while it was built: with a lock. Raises
    RegistryError for a registry that does not answer, since a push would fail as well.
    """
    if force:
        return tuple(ReuseDecision(one, "asked for with --force") for one in wanted)
    exact = [one for one in wanted if one.name in planned.exact]
    pushed = _pushed(planned, [one for one in exact if one.image.mode == "push"])
    loaded = {
        one.name: known[one.name]
        for one in exact
        if one.image.mode == "build" and one.name in known and is_loaded(one, planned.hashes[one.name])
    }
    there = {**pushed, **loaded}
    return tuple(_decision(one, planned, there.get(one.name)) for one in wanted)


def _decision(component: Component, planned: Plan, published: Published | None) -> ReuseDecision:
    if component.name not in planned.exact:
        return ReuseDecision(component, "what it installs is not locked")
    if published is None:
        return ReuseDecision(component, "none is there from the same input")
    return ReuseDecision(component, "it is there, from the same input", published)


def _pushed(planned: Plan, components: Sequence[Component]) -> dict[str, Published]:
    """What the registry holds from the same input."""
    if not components:
        return {}
    from hatch_claimed.images.registry.lookup import PushedImage, states
    from hatch_claimed.images.registry_clients import registry_of

    with registry_of(one.image.reference for one in components) as registry:
        found = states([(one.image.reference, planned.hashes[one.name]) for one in components], registry)
    result = {}
    for one in components:
        state = found[one.image.reference]
        if isinstance(state, PushedImage) and state.current:
            platforms = dict(state.platforms) or dict.fromkeys(one.image.platforms[:1], state.digest)
            if set(platforms) >= set(one.image.platforms):
                result[one.name] = Published(digest=state.digest, platforms=platforms)
    return result


def published(
    components: Sequence[Component], digests: Mapping[str, str], options: BuildOptions
) -> dict[str, Published]:
    """What was just built, with each platform's own digest: of an index, the registry tells them."""
    result = {}
    for one in components:
        if one.name in digests:
            platforms = _platforms(one, digests[one.name], options)
            result[one.name] = Published(digest=digests[one.name], platforms=platforms)
    return result


def _platforms(component: Component, digest: str, options: BuildOptions) -> Mapping[str, str]:
    is_index = len(component.image.platforms) > 1 or options.sbom or options.provenance != "off"
    if component.image.mode != "push" or not is_index:
        return dict.fromkeys(component.image.platforms[:1], digest)
    from hatch_claimed.images.registry_clients import registry_of

    with registry_of([component.image.reference]) as registry:
        resolved = registry.resolve(component.image.at(digest), component.image.platforms)
    return dict(resolved.platforms) if resolved else {}
