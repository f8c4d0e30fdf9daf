"""The registry client, set up as the engine of this machine is: its mirrors, and what it speaks plain HTTP to."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from hatch_claimed.images import docker
from hatch_claimed.model.reference import DOCKER_HUB

if TYPE_CHECKING:
    from hatch_claimed.images.registry.client import RegistryClient


def registry_here() -> RegistryClient:
    """A client for the registries that this machine's engine would ask; where none runs, for those by their names."""
    from hatch_claimed.images.registry.client import RegistryClient

    config = _configuration()
    mirrors = config.get("Mirrors") or []
    return RegistryClient(mirrors={DOCKER_HUB: mirrors[0]} if mirrors else {}, plain=tuple(_plain(config)))


def registry_of(references: Iterable[str]) -> RegistryClient:
    """A client for the registries that images are pushed to: no mirror stands in for these.

    The engine is asked for those that it speaks plain HTTP to, unless all are on this machine.
    """
    from hatch_claimed.images.registry.client import RegistryClient
    from hatch_claimed.images.registry.endpoint import is_local
    from hatch_claimed.images.registry.reference import parse

    if all(is_local(parse(reference).host) for reference in references):
        return RegistryClient()
    return RegistryClient(plain=tuple(_plain(_configuration())))


def _configuration() -> Mapping[str, Any]:
    try:
        found = json.loads(docker.info("RegistryConfig") or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _plain(config: Mapping[str, Any]) -> Iterator[str]:
    for name, index in (config.get("IndexConfigs") or {}).items():
        if name != DOCKER_HUB and isinstance(index, dict) and not index.get("Secure", True):
            yield name
