"""Connections to hosts: kept open, through the proxies and with the certificates that this machine is set up for."""

from __future__ import annotations

import os
import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from hatch_claimed.images.registry.errors import RegistryError
from hatch_claimed.images.registry.proxies import find_proxy, wrong_proxy

if TYPE_CHECKING:
    from urllib3 import PoolManager

MOST_AT_ONCE = 16
"""As many threads ask at once, each over a connection of its own."""

_BUNDLES = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")
_CERTIFICATES = ("/etc/docker/certs.d", "/etc/containers/certs.d")


@dataclass(frozen=True, slots=True)
class Connections:
    """The open connections, by host.

    Proxies come from HTTP_PROXY, HTTPS_PROXY and NO_PROXY, or from the system's settings. Certificates are checked
    against the system's store, SSL_CERT_FILE, REQUESTS_CA_BUNDLE and CURL_CA_BUNDLE, and what Docker and Podman were
    given for the host in `certs.d`.
    """

    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    certificates: tuple[str, ...] = _CERTIFICATES
    _managers: dict[str, PoolManager] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def to(self, url: str) -> PoolManager:
        """What sends requests to the host of an address. Raises RegistryError where proxy or certificates are wrong."""
        parts = urlsplit(url)
        base = f"{parts.scheme}://{parts.netloc}"
        with self._lock:
            if base not in self._managers:
                self._managers[base] = self._manager(parts.scheme, parts.netloc)
            return self._managers[base]

    def close(self) -> None:
        """Close all of them."""
        with self._lock:
            for manager in self._managers.values():
                manager.clear()
            self._managers.clear()

    def _manager(self, scheme: str, netloc: str) -> PoolManager:
        from urllib3 import PoolManager, ProxyManager
        from urllib3.exceptions import HTTPError
        from urllib3.util import make_headers

        context = self._context(netloc) if scheme == "https" else None
        proxy = find_proxy(scheme, netloc, self.environment)
        if proxy is None:
            return PoolManager(maxsize=MOST_AT_ONCE, ssl_context=context)
        headers = make_headers(proxy_basic_auth=proxy.login) if proxy.login else {}
        try:
            return ProxyManager(proxy.address, maxsize=MOST_AT_ONCE, ssl_context=context, proxy_headers=headers)
        except (HTTPError, ValueError):
            raise wrong_proxy(scheme) from None

    def _context(self, netloc: str) -> ssl.SSLContext:
        import truststore

        context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        bundles = {bundle: name for name in reversed(_BUNDLES) if (bundle := self.environment.get(name))}
        for bundle, name in bundles.items():
            _trust(context, bundle, name)
        for folder in self.certificates:
            for path in sorted(Path(folder, netloc).glob("*.crt")):
                _trust(context, str(path), str(path))
        return context


def _trust(context: ssl.SSLContext, bundle: str, name: str) -> None:
    try:
        if Path(bundle).is_dir():
            context.load_verify_locations(capath=bundle)
        else:
            context.load_verify_locations(cafile=bundle)
    except OSError as error:
        # an SSLError is an OSError too
        message = (
            f"{name} names no readable bundle of certificates: {error.strerror or error}\n    Correct or unset it."
        )
        raise RegistryError(message) from None
