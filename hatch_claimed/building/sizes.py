"""How large images are, for those who look. Whoever does not answer costs a number, and no build."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hatch_claimed.errors import ClaimedError
from hatch_claimed.images import docker
from hatch_claimed.model import Component, Published


def sizes(components: Sequence[Component], images: Mapping[str, Published]) -> dict[str, int]:
    """Bytes by name: in the engine as they lie there, in a registry as they are sent, on their first platform."""
    there = [one for one in components if one.name in images]
    pushed = [one for one in there if one.image.mode == "push"]
    return _loaded([one for one in there if one.image.mode == "build"]) | _pushed(pushed, images)


def _loaded(components: Sequence[Component]) -> dict[str, int]:
    if not components:
        return {}
    references = [one.image.reference for one in components]
    lines = docker.inspected(*references, form="{{.Size}}") or ()
    if len(lines) != len(components):
        return {}
    found = zip(components, lines, strict=True)
    return {one.name: int(line) for one, line in found if line.isascii() and line.isdecimal()}


def _pushed(components: Sequence[Component], images: Mapping[str, Published]) -> dict[str, int]:
    if not components:
        return {}
    from hatch_claimed.images.registry.parallel import in_parallel
    from hatch_claimed.images.registry_clients import registry_of

    places = {one.name: _place(one, images[one.name]) for one in components}
    try:
        with registry_of(places.values()) as registry:
            manifests = in_parallel(registry.manifest, places.values())
    except ClaimedError:
        return {}
    return {name: sum(layer.size for layer in manifests[place].layers) for name, place in places.items()}


def _place(component: Component, published: Published) -> str:
    digest = next(iter(published.platforms.values()), published.digest)
    return component.image.at(digest)
