"""The entry points of base images: a build asks them what they set, and the images' own entry point replaces them."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterable
from typing import TYPE_CHECKING

from hatch_claimed.errors import ClaimedError
from hatch_claimed.images import docker
from hatch_claimed.images.registry.parallel import in_parallel
from hatch_claimed.images.registry_clients import registry_here
from hatch_claimed.lock.targets import is_default
from hatch_claimed.model import BuildOptions, Component
from hatch_claimed.system.command import Echo

if TYPE_CHECKING:
    from hatch_claimed.images.registry.client import RegistryClient
    from hatch_claimed.planning.plan import Plan

_IMAGE = "docker-image://"


def entry_points(components: Iterable[Component], planned: Plan, echo: Echo) -> dict[str, str]:
    """The words of the entry point of each component's base, for a shell, by the component's name. Raises nothing.

    Where neither engine nor registry tells, `echo` hears of it: images are built without what it sets.
    """
    options = planned.project.build
    contexts = dict(options.contexts)
    pinned = {name: one.base.pinned for name, one in planned.locked.items()}
    places: dict[str, tuple[str, str]] = {}
    for one in components:
        base = one.image.base
        instead = contexts.get(base, "")
        if not is_default(base) and (not instead or instead.startswith(_IMAGE)):
            places[one.name] = instead.removeprefix(_IMAGE) or pinned.get(one.name, base), one.image.platforms[0]
    found = _found(places.values(), options, echo)
    return {name: shlex.join(found[place]) for name, place in places.items() if found.get(place)}


def _found(
    places: Iterable[tuple[str, str]], options: BuildOptions, echo: Echo
) -> dict[tuple[str, str], tuple[str, ...]]:
    """The engine's own images come first, as in a build; a builder that is somewhere else does not see them."""
    wanted = list(dict.fromkeys(places))
    known = {} if options.builder else in_parallel(_in_engine, wanted)
    found = {place: words for place, words in known.items() if words is not None}
    missing = [place for place in wanted if place not in found]
    if not missing:
        return found
    with registry_here() as registry:
        for place, answer in in_parallel(lambda one: _in_registry(one, registry), missing).items():
            if isinstance(answer, tuple):
                found[place] = answer
            else:
                echo(f"what the entry point of {place[0]} sets will be missing, since it cannot be read: {answer}")
    return found


def _in_engine(place: tuple[str, str]) -> tuple[str, ...] | None:
    lines = docker.inspected(place[0], form="{{json .Config.Entrypoint}}")
    return tuple(json.loads(lines[-1]) or ()) if lines else None


def _in_registry(place: tuple[str, str], registry: RegistryClient) -> tuple[str, ...] | str:
    """The words, or the first line of what is wrong."""
    try:
        return registry.config(*place).entry_point
    except ClaimedError as error:
        return str(error).partition("\n")[0]
