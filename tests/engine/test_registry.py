import hashlib
import http.server
import json
import ssl
import subprocess
import threading
import time
import urllib.request

import pytest

from hatch_claimed.images.registry.auth import Authorizer
from hatch_claimed.images.registry.client import RegistryClient
from hatch_claimed.images.registry.connections import Connections
from hatch_claimed.images.registry.credentials import Keychain
from hatch_claimed.images.registry.errors import AccessDeniedError, RegistryError, UnreachableError
from hatch_claimed.images.registry.http import Http
from hatch_claimed.images.registry.lookup import INPUT_HASH, PushedImage, states
from hatch_claimed.images.registry.parallel import in_parallel
from hatch_claimed.images.registry.retry import RetryPolicy

MANIFEST = "application/vnd.oci.image.manifest.v1+json"


def sha(content):
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def send(method, url, content, kind="application/octet-stream"):
    request = urllib.request.Request(url, data=content, method=method, headers={"Content-Type": kind})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return answer.headers


def push_blob(repository, content):
    host, _, name = repository.partition("/")
    place = send("POST", f"http://{host}/v2/{name}/blobs/uploads/", b"")["Location"]
    send("PUT", f"{place}{'&' if '?' in place else '?'}digest={sha(content)}", content)
    return {"digest": sha(content), "size": len(content)}


def push_image(repository, tag, labels=(), annotations=()):
    """An image without layers."""
    host, _, name = repository.partition("/")
    config = json.dumps({"os": "linux", "architecture": "amd64", "config": {"Labels": dict(labels)}}).encode()
    described = {"mediaType": "application/vnd.oci.image.config.v1+json", **push_blob(repository, config)}
    manifest = {"schemaVersion": 2, "mediaType": MANIFEST, "config": described, "layers": []}
    content = json.dumps({**manifest, "annotations": dict(annotations)}).encode()
    send("PUT", f"http://{host}/v2/{name}/manifests/{tag}", content, MANIFEST)
    return sha(content)


def test_what_is_there_and_what_is_not(repository):
    image = f"{repository}/tiny"
    by_annotation = push_image(image, "1", annotations={INPUT_HASH: "abc"})
    by_label = push_image(image, "2", labels={INPUT_HASH: "abc"})
    with RegistryClient() as registry:
        assert registry.resolve(f"{image}:1", ["linux/amd64"]).platforms == {"linux/amd64": by_annotation}
        assert registry.resolve(f"{image}:3") is None
        assert registry.resolve(f"{repository}/none:1") is None
        assert states([(f"{image}:1", "abc"), (f"{image}:2", "abd"), (f"{image}:3", "abc")], registry) == {
            f"{image}:1": PushedImage(digest=by_annotation, input_hash="abc", current=True),
            f"{image}:2": PushedImage(digest=by_label, input_hash="abc", current=False),
            f"{image}:3": None,
        }


def test_an_engine_reads_what_we_read(repository):
    """The digest and the config of an image that a real engine pushed."""
    image = f"{repository}/pushed:1"
    build = ["docker", "buildx", "build", "--quiet", "--push", "--provenance=true", "--label", f"{INPUT_HASH}=abc"]
    subprocess.run([*build, "--tag", image, "-"], input=b"FROM scratch\nENV A=b\nCOPY <<E /f\nE\n", check=True)
    inspect = ["docker", "buildx", "imagetools", "inspect", image, "--format", "{{json .Manifest}}"]
    manifest = json.loads(subprocess.run(inspect, capture_output=True, check=True).stdout)
    with RegistryClient() as registry:
        found = registry.resolve(image, ["linux/amd64"])
        assert found.digest == manifest["digest"]
        expected = [one["digest"] for one in manifest["manifests"] if one["platform"]["os"] == "linux"]
        assert list(found.platforms.values()) == expected
        assert registry.config(image).env["A"] == "b"
        assert states([(image, "abc")], registry)[image] == PushedImage(
            digest=found.digest, input_hash="abc", current=True, platforms=found.platforms
        )


def test_two_hundred_are_resolved_in_less_than_a_few_seconds(repository):
    image = f"{repository}/tiny"
    digests = {push_image(image, str(number)) for number in range(200)}
    with RegistryClient() as registry:
        names = [f"{image}:{number}" for number in range(200)]
        began = time.perf_counter()
        found = in_parallel(registry.resolve, names)
        assert time.perf_counter() - began < 5
    assert {one.digest for one in found.values()} == digests


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tls")
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    command += ["-addext", "subjectAltName=DNS:localhost", "-keyout", "key.pem", "-out", "ca.pem"]
    subprocess.run(command, cwd=folder, capture_output=True, check=True)
    return folder


@pytest.fixture
def encrypted(certificate):
    """A server that speaks TLS with a certificate of its own, and refuses everything."""

    class Refuse(http.server.BaseHTTPRequestHandler):
        def do_HEAD(self):
            self.send_response(403)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Refuse)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "ca.pem", certificate / "key.pem")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"localhost:{server.server_port}"
    server.shutdown()
    server.server_close()


def secure_client(host, tmp_path, environment=None, certificates=()):
    connections = Connections(environment or {}, certificates)
    access = Authorizer(Http(connections, RetryPolicy(tries=1)), Keychain({}, tmp_path))
    return RegistryClient(mirrors={"docker.io": f"https://{host}"}, authorizer=access)


def test_a_certificate_that_is_not_trusted(encrypted, tmp_path):
    with pytest.raises(RegistryError) as raised:
        secure_client(encrypted, tmp_path).resolve("app")
    assert str(raised.value) == (
        f"the certificate of {encrypted} is not trusted here, or it speaks no TLS\n"
        "    Put the bundle with its authority's certificate into SSL_CERT_FILE, or into "
        f"/etc/docker/certs.d/{encrypted}/ca.crt."
    )
    assert not isinstance(raised.value, UnreachableError)


@pytest.mark.parametrize("name", ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"])
def test_a_bundle_makes_it_trusted(encrypted, certificate, tmp_path, name):
    client = secure_client(encrypted, tmp_path, {name: str(certificate / "ca.pem")})
    with pytest.raises(AccessDeniedError, match="does not show library/app without a login"):
        client.resolve("app")


def test_docker_s_certificates_make_it_trusted(encrypted, certificate, tmp_path):
    folder = tmp_path / "certs.d" / encrypted
    folder.mkdir(parents=True)
    (folder / "ca.crt").write_bytes((certificate / "ca.pem").read_bytes())
    client = secure_client(encrypted, tmp_path, certificates=(str(tmp_path / "certs.d"),))
    with pytest.raises(AccessDeniedError):
        client.resolve("app")
