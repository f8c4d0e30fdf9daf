"""A registry on a port of this machine, which answers wrong when told to, and a time that passes when told to."""

import base64
import hashlib
import json
import socket
import struct
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from hatch_claimed.images.registry.auth import Authorizer
from hatch_claimed.images.registry.client import RegistryClient
from hatch_claimed.images.registry.connections import Connections
from hatch_claimed.images.registry.credentials import Keychain
from hatch_claimed.images.registry.http import Http
from hatch_claimed.images.registry.retry import RetryPolicy

MANIFEST = "application/vnd.oci.image.manifest.v1+json"
INDEX = "application/vnd.oci.image.index.v1+json"
ANN_S_WORD = "s3cret-pässword"


def sha(content):
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


class FakeTime:
    def __init__(self):
        self.seconds = 1_000.0
        self.slept = []

    def clock(self):
        return self.seconds

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.seconds += seconds

    def retry(self, **kwargs):
        wall = 1_700_000_000 - self.seconds
        world = {"clock": self.clock, "now": lambda: wall + self.seconds, "sleep": self.sleep, "jitter": lambda: 0}
        return RetryPolicy(**{"connect": 2, "read": 2, **world, **kwargs})


@dataclass
class Reply:
    """An answer out of turn. `cut` breaks the connection after so many bytes, `wait` delays the answer."""

    status: int = 200
    headers: dict = field(default_factory=dict)
    body: bytes = b""
    cut: int | None = None
    wait: float = 0


@dataclass
class Asked:
    method: str
    path: str
    headers: dict
    body: bytes


class FakeRegistry:
    def __init__(self):
        self.documents = {}
        self.replies = {}
        self.requests = []
        self.wants = None
        self.allowed = set()
        self.user = "ann"
        self.token_life = 300
        self.tokens = 0
        self.released = threading.Event()
        self.lock = threading.Lock()

    def __enter__(self):
        fake = self

        class Handler(_Handler):
            registry = fake

        self.server = _Server(("127.0.0.1", 0), Handler)
        self.host = f"127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self.released.set()
        self.server.shutdown()
        self.server.server_close()

    def put(self, path, content, kind):
        self.documents[path] = (content, kind)
        return sha(content)

    def add_image(self, name, tag, labels=(), annotations=(), platform="linux/amd64"):
        os, architecture, *variant = platform.split("/")
        config = {"os": os, "architecture": architecture, **({"variant": variant[0]} if variant else {})}
        config["config"] = {"Env": ["PATH=/bin", "EMPTY=", "A=b=c"], "Labels": dict(labels), "User": "1001"}
        config["rootfs"] = {"type": "layers", "diff_ids": [sha(b"layer")]}
        content = json.dumps(config).encode()
        digest = self.put(f"/v2/{name}/blobs/{sha(content)}", content, "application/octet-stream")
        manifest = {"schemaVersion": 2, "mediaType": MANIFEST, "annotations": dict(annotations), "layers": []}
        manifest["config"] = {"mediaType": "application/vnd.oci.image.config.v1+json", "digest": digest, "size": 2}
        return self._add(name, tag, manifest, MANIFEST)

    def add_index(self, name, tag, platforms, annotations=()):
        entries = [
            {"mediaType": MANIFEST, "digest": digest, "size": 2, "platform": _platform(platform)}
            for platform, digest in platforms
        ]
        index = {"schemaVersion": 2, "mediaType": INDEX, "manifests": entries, "annotations": dict(annotations)}
        return self._add(name, tag, index, INDEX)

    def _add(self, name, tag, document, kind):
        content = json.dumps(document).encode()
        self.put(f"/v2/{name}/manifests/{tag}", content, kind)
        return self.put(f"/v2/{name}/manifests/{sha(content)}", content, kind)

    def next(self, path, *replies):
        self.replies.setdefault(path, []).extend(replies)

    def asked(self, part="/v2/"):
        return [f"{asked.method} {asked.path}" for asked in self.requests if part in asked.path]

    def client(self, time, home=Path("/nonexistent"), environment=None, helper=None, **kwargs):
        keychain = Keychain(environment or {}, home, helper or _no_helper)
        retry = time.retry(**{key: kwargs.pop(key) for key in ("tries", "total", "read") if key in kwargs})
        return RegistryClient(authorizer=Authorizer(Http(Connections({}), retry), keychain), **kwargs)

    def login(self, home, word=ANN_S_WORD, **entry):
        """Store a login as `docker login` does."""
        auth = base64.b64encode(f"{self.user}:{word}".encode()).decode()
        folder = home / ".docker"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "config.json").write_text(json.dumps({"auths": {self.host: {"auth": auth, **entry}}}))
        return home


def _no_helper(command, given):
    raise AssertionError(command)


def _platform(text):
    os, architecture, *variant = text.split("/")
    return {"os": os, "architecture": architecture, **({"variant": variant[0]} if variant else {})}


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, *_):
        """Clients that hang up are part of the tests."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *_):
        pass

    def do_GET(self):
        fake, path = self.registry, urlsplit(self.path).path
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        with fake.lock:
            fake.requests.append(Asked(self.command, self.path, dict(self.headers), body))
            reply = fake.replies[path].pop(0) if fake.replies.get(path) else None
        self._send(reply or self._usual(fake, path, body))

    def do_HEAD(self):
        self.do_GET()

    def do_POST(self):
        self.do_GET()

    def _usual(self, fake, path, body):
        if path == "/token":
            return self._token(fake, body)
        if fake.wants and self.headers.get("Authorization") not in fake.allowed:
            return Reply(401, {"WWW-Authenticate": fake.wants})
        content, kind = fake.documents.get(path, (None, None))
        if content is None or ("manifests" in path and kind not in self.headers.get("Accept", "")):
            return Reply(404, body=b'{"errors":[{"code":"MANIFEST_UNKNOWN"}]}')
        return Reply(200, {"Content-Type": kind, "Docker-Content-Digest": sha(content)}, content)

    def _token(self, fake, body):
        basic = f"Basic {base64.b64encode(f'{fake.user}:{ANN_S_WORD}'.encode()).decode()}"
        sent = self.headers.get("Authorization")
        form = parse_qs(body.decode())
        if (sent and sent != basic) or (form and form["refresh_token"] != [ANN_S_WORD]):
            return Reply(401)
        fake.tokens += 1
        token = f"token{fake.tokens}"
        fake.allowed.add(f"Bearer {token}")
        return Reply(200, body=json.dumps({"token": token, "expires_in": fake.token_life}).encode())

    def _send(self, reply):
        if reply.wait:
            self.registry.released.wait(reply.wait)
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        if reply.cut is not None:
            self.wfile.write(reply.body[: reply.cut])
            self.wfile.flush()
            # a reset, not an end
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.close_connection = True
        elif self.command != "HEAD":
            self.wfile.write(reply.body)
