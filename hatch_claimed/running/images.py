"""Gets an operator's image into the engine: the one that was made from just this input, and no other of its name."""

from __future__ import annotations

from dataclasses import replace

from hatch_claimed.artifacts.bake import BAKE_FILE
from hatch_claimed.building.build import BuildRequest
from hatch_claimed.errors import BaseImageError, ClaimedError
from hatch_claimed.images import docker
from hatch_claimed.images.buildx import Bake, check_engine, is_loaded
from hatch_claimed.images.entry_points import entry_points
from hatch_claimed.images.secrets import secret_contents
from hatch_claimed.model import Component
from hatch_claimed.planning.plan import Plan
from hatch_claimed.running.host import engine_platform
from hatch_claimed.system.command import Echo


def provide(component: Component, planned: Plan, request: BuildRequest, say: Echo) -> None:
    """Take the image that is here, else pull it, else build it. Raises ClaimedError where none of these works."""
    input_hash = planned.hashes[component.name]
    if is_loaded(component, input_hash):
        return
    reference = component.image.reference
    if _is_pushed(reference, input_hash):
        say(f"{component.name}: pulling its image, {reference}")
        if docker.pull(reference).status == 0 and is_loaded(component, input_hash):
            return
    say(f"{component.name}: building its image, since none from this input is here or in the registry")
    _build(component, planned, request, say)


def _is_pushed(reference: str, input_hash: str) -> bool:
    """Whether the registry holds the image. One that does not answer is no reason not to build."""
    from hatch_claimed.images.registry.lookup import PushedImage, states
    from hatch_claimed.images.registry_clients import registry_here

    try:
        with registry_here() as registry:
            state = states([(reference, input_hash)], registry)[reference]
    except ClaimedError:
        return False
    return isinstance(state, PushedImage) and state.current


def _build(component: Component, planned: Plan, request: BuildRequest, say: Echo) -> None:
    """Build into the engine, for this machine alone; the artifact folder stays as it is."""
    check_engine()
    options = planned.project.build
    here = engine_platform()
    several = len(component.image.platforms) > 1 and here in component.image.platforms
    to_load = replace(component, image=replace(component.image, mode="build"))
    with request.dist.staged(request.output) as staging:
        staging.write(planned.files)
        secrets = secret_contents(options, request.root)
        bake = Bake(
            staging.base,
            request.output / BAKE_FILE,
            options,
            secrets,
            say,
            platform=here if several else None,
            entry_points=entry_points([component], planned, say),
        )
        try:
            bake.all([to_load], {}).without_failures()
        except BaseImageError as error:
            message = f"{error}\nwithout any image, `--engine process` runs {component.name} here"
            raise BaseImageError(message) from None
