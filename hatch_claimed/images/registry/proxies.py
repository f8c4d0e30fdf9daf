"""The proxy between this machine and a host: HTTP_PROXY, HTTPS_PROXY, ALL_PROXY, NO_PROXY, or the system's settings."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

from hatch_claimed.images.registry.endpoint import is_local
from hatch_claimed.images.registry.errors import RegistryError


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy's address, and the `user:password` that it wants."""

    address: str
    login: str | None = field(default=None, repr=False)


def find_proxy(scheme: str, netloc: str, environment: Mapping[str, str]) -> Proxy | None:
    """The proxy for a host (with its port, if it has one); None where it is asked directly, as this machine always is.

    Raises RegistryError for a proxy whose address cannot be read.
    """
    proxies = _proxies(environment)
    if not proxies and environment is os.environ:
        # none by environment: macOS and Windows have settings of their own
        proxies = {} if proxy_bypass(netloc) else getproxies()
    address = proxies.get(scheme) or proxies.get("all")
    if not address or is_local(netloc) or is_excepted(netloc, proxies.get("no", "")):
        return None
    try:
        parts = urlsplit(address if "://" in address else f"http://{address}")
        login = f"{unquote(parts.username)}:{unquote(parts.password or '')}" if parts.username else None
        return Proxy(f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}", login)
    except ValueError:
        raise wrong_proxy(scheme) from None


def is_excepted(netloc: str, exceptions: str) -> bool:
    """Whether NO_PROXY names a host: itself, a domain above it, a network that it is in, or `*`."""
    name = urlsplit(f"//{netloc}").hostname or ""
    return any(_names(text.strip().lower(), name, netloc.lower()) for text in exceptions.split(",") if text.strip())


def wrong_proxy(scheme: str) -> RegistryError:
    """The error for an address that is none. It does not name the address, which may hold a password."""
    message = f"{scheme.upper()}_PROXY is no address of an HTTP proxy"
    message += "\n    Write one such as `http://proxy.example.com:3128`."
    return RegistryError(message)


def _names(exception: str, name: str, netloc: str) -> bool:
    domain = exception.removeprefix("*").removeprefix(".")
    if exception == "*" or domain in {name, netloc} or name.endswith(f".{domain}") or netloc.endswith(f".{domain}"):
        return True
    try:
        return ipaddress.ip_address(name) in ipaddress.ip_network(exception, strict=False)
    except ValueError:
        return False


def _proxies(environment: Mapping[str, str]) -> dict[str, str]:
    """Proxies by scheme, and `no`. Of a variable in upper and in lower case the one in lower case holds."""
    names = sorted(name for name in environment if name.lower().endswith("_proxy") and environment[name])
    return {name.lower().removesuffix("_proxy"): environment[name] for name in names}
