"""An HTTP proxy that can go wrong, before or after the server got to see the request."""

import contextlib
import http.client
import os
import random
import socket
import struct
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

FAULTS = ("500", "503", "reset", "silence")


class Proxy:
    """Forwards to 127.0.0.1:`upstream`. `plan` says of each request (method, path) what goes wrong with it.

    None: nothing. ("500" | "503" | "409" | "reset" | "silence", "before" | "after"): that, before or after the request took
    effect. "silence" keeps the client waiting for `silence` seconds. `like_ceph`: ETags in If-Match must have no quotes.
    """

    def __init__(self, upstream, plan=lambda method, path: None, silence=3.0, like_ceph=False):
        self.plan, self.silence, self.like_ceph = plan, silence, like_ceph
        self.counts = Counter()
        self.upstream = upstream
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.proxy = self
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})

    @property
    def port(self):
        return self._server.server_address[1]

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def at_random(share, methods=("PUT",), faults=FAULTS, seed=0):
    """A plan: this share of the requests goes wrong, in all ways alike."""
    chance = random.Random(seed)  # noqa: S311 - dice

    def plan(method, path):
        if method not in methods or chance.random() >= share:
            return None
        return chance.choice(faults), chance.choice(["before", "after"])

    return plan


def in_turn(*faults, methods=("PUT",)):
    """A plan: these faults for the next requests, one each; then all is well."""
    left = list(faults)

    def plan(method, path):
        return left.pop(0) if left and method in methods else None

    return plan


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 256

    def handle_error(self, request, client_address):
        """Clients that went away are a part of the game."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def log_message(self, *_):
        pass

    def handle_expect_100(self):
        super().handle_expect_100()
        self.wfile.flush()
        return True

    def _handle(self):
        proxy = self.server.proxy
        proxy.counts[self.command] += 1
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        kind, when = proxy.plan(self.command, self.path) or ("", "")
        answer = None if when == "before" else self._forward(body)
        if kind == "reset":
            self._reset()
        elif kind == "silence":
            time.sleep(proxy.silence)
            self.close_connection = True
        elif kind:
            code = {"500": "InternalError", "503": "SlowDown", "409": "ConditionalRequestConflict"}[kind]
            text = f"<?xml version='1.0'?><Error><Code>{code}</Code><Message>-</Message></Error>".encode()
            self._answer(int(kind), [("Content-Type", "application/xml")], text)
        else:
            self._answer(*answer)

    def _forward(self, body):
        if self.server.proxy.like_ceph and '"' in self.headers.get("If-Match", ""):
            return 412, [], b"<Error><Code>PreconditionFailed</Code></Error>"
        connection = http.client.HTTPConnection("127.0.0.1", self.server.proxy.upstream, timeout=60)
        with contextlib.closing(connection):
            try:
                connection.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
                for name, value in self.headers.items():
                    connection.putheader(name, value)
                connection.endheaders(body)
                answer = connection.getresponse()
                content = answer.read()
            except OSError:
                return 502, [], b""
        kept = [(name, value) for name, value in answer.getheaders() if name.lower() not in _OWN]
        if self.command == "HEAD":
            kept.append(("Content-Length", answer.getheader("Content-Length") or "0"))
        return answer.status, kept, content

    def _answer(self, status, headers, content):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        if self.command != "HEAD":
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _reset(self):
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        os.close(self.connection.detach())


for _method in ("GET", "PUT", "HEAD", "DELETE", "POST"):
    setattr(_Handler, f"do_{_method}", _Handler._handle)
_OWN = frozenset({"connection", "content-length", "transfer-encoding", "date", "server", "keep-alive"})
