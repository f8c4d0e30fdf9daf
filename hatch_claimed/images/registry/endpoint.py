"""Where a registry's API is: scheme, host, and what a mirror puts before the repository."""

from __future__ import annotations

import ipaddress
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from hatch_claimed.images.registry.errors import ImageNameError
from hatch_claimed.images.registry.reference import Reference
from hatch_claimed.model.reference import DOCKER_HUB

_API_OF_DOCKER_HUB = "registry-1.docker.io"


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """One repository of a registry, as its API is asked for it.

    `registry` is the name that people log in to; `host` is where the API answers.
    """

    scheme: str
    host: str
    registry: str
    repository: str

    @property
    def base(self) -> str:
        """The beginning of all addresses of the registry."""
        return f"{self.scheme}://{self.host}"

    def url(self, kind: str, name: str) -> str:
        """The address of a manifest or a blob."""
        return f"{self.base}/v2/{self.repository}/{kind}/{name}"


def endpoint(reference: Reference, mirrors: Mapping[str, str], plain: Collection[str] = ()) -> Endpoint:
    """Where to ask for an image.

    `mirrors` maps a registry to what stands in for it: `host`, `host/prefix` or an address with its scheme. A mirror
    is asked instead of the registry, not before it. As Docker does, the machine itself is asked without encryption,
    and so are the hosts in `plain`.
    """
    if reference.host not in mirrors:
        host = _API_OF_DOCKER_HUB if reference.host == DOCKER_HUB else reference.host
        scheme = "http" if is_local(host) or host in plain else "https"
        return Endpoint(scheme=scheme, host=host, registry=reference.host, repository=reference.repository)
    mirror = mirrors[reference.host]
    scheme, host, prefix = _split_mirror(mirror)
    scheme = scheme or ("http" if is_local(host) or host in plain else "https")
    return Endpoint(scheme=scheme, host=host, registry=host, repository=f"{prefix}{reference.repository}")


def is_local(host: str) -> bool:
    """Whether a host (with or without its port) is this machine, by its name alone."""
    name = urlsplit(f"//{host}").hostname or ""
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"


def _split_mirror(mirror: str) -> tuple[str, str, str]:
    try:
        parts = urlsplit(mirror if "://" in mirror else f"//{mirror}")
        port = parts.port
    except ValueError:
        raise _wrong_mirror() from None
    if parts.scheme not in {"", "http", "https"} or not parts.hostname or parts.username or parts.query:
        raise _wrong_mirror()
    name = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    prefix = parts.path.strip("/")
    return parts.scheme, f"{name}:{port}" if port else name, f"{prefix}/" if prefix else ""


def _wrong_mirror() -> ImageNameError:
    # the text itself may hold a password
    return ImageNameError(
        "a registry's mirror is no address of one\n"
        "    Write its host, such as `mirror.example.com`, or an address, such as `http://127.0.0.1:5000`; "
        "logins belong to `docker login`."
    )
