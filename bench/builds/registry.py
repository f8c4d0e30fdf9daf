"""The registry, seen from outside: how many bytes are sent to it, and which layers an image has in it."""

from __future__ import annotations

import http.client
import json
import secrets
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

ACCEPT = ", ".join(
    (
        "application/vnd.oci.image.manifest.v1+json",
        "application/vnd.oci.image.index.v1+json",
        "application/vnd.docker.distribution.manifest.v2+json",
        "application/vnd.docker.distribution.manifest.list.v2+json",
    )
)
_PIECE = 1 << 18


@dataclass
class Counter:
    """The address that images are named after, and what went through it to the registry, in bytes."""

    address: str
    sent: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, size: int) -> None:
        """Count one more piece."""
        with self._lock:
            self.sent += size


@contextmanager
def counted(registry: str) -> Iterator[Counter]:
    """A proxy in front of the registry, `host:port`, on a free port of this machine.

    Its address is one that nobody has seen: the engine remembers which layers it has sent to which host, and has the
    registry take them from where they went, even in another run of this bench.
    """
    host, _, port = registry.partition(":")
    own = ".".join(["127", *(str(secrets.randbelow(254) + 1) for _ in range(3))])
    with socket.create_server((own, 0), backlog=128) as server:
        counter = Counter(f"{own}:{server.getsockname()[1]}")
        threading.Thread(target=_serve, args=(server, (host, int(port)), counter), daemon=True).start()
        try:
            yield counter
        finally:
            with suppress(OSError):
                server.shutdown(socket.SHUT_RDWR)


def _serve(server: socket.socket, registry: tuple[str, int], counter: Counter) -> None:
    while True:
        try:
            client, _ = server.accept()
        except OSError:
            return  # the bench is over
        upstream = socket.create_connection(registry)
        for source, target, count in ((client, upstream, counter), (upstream, client, None)):
            source.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=_copy, args=(source, target, count), daemon=True).start()


def _copy(source: socket.socket, target: socket.socket, counter: Counter | None) -> None:
    with suppress(OSError):
        while piece := source.recv(_PIECE):
            target.sendall(piece)
            if counter:
                counter.add(len(piece))
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)


def layers(registry: str, image: str) -> dict[str, int]:
    """The layers of `<proxy>/<repository>:<tag>` by digest, with their sizes; of an index, those of its first image."""
    repository, _, tag = image.partition("/")[2].rpartition(":")
    document = _manifest(registry, repository, tag)
    if "manifests" in document:
        document = _manifest(registry, repository, document["manifests"][0]["digest"])
    return {layer["digest"]: layer["size"] for layer in document["layers"]}


def _manifest(registry: str, repository: str, reference: str) -> dict[str, list[dict[str, str | int]]]:
    connection = http.client.HTTPConnection(registry, timeout=30)
    try:
        connection.request("GET", f"/v2/{repository}/manifests/{reference}", headers={"Accept": ACCEPT})
        answer = connection.getresponse()
        content = answer.read()
        if answer.status != http.client.OK:
            message = f"{repository}:{reference}: the registry answers {answer.status}"
            raise RuntimeError(message)
        document: dict[str, list[dict[str, str | int]]] = json.loads(content)
        return document
    finally:
        connection.close()
