import ast
import gc
import hashlib
import threading
import time as real_time
from pathlib import Path

import pytest
from fake_registry import INDEX, MANIFEST, Reply, sha

from hatch_claimed.images.registry import client
from hatch_claimed.images.registry.client import ResolvedImage
from hatch_claimed.images.registry.documents import ImageConfig, normal
from hatch_claimed.images.registry.errors import InvalidResponseError, MissingImageError, UnreachableError
from hatch_claimed.images.registry.parallel import in_parallel


def test_resolve_is_one_head(fake, time):
    digest = fake.add_image("team/app", "1")
    with fake.client(time) as registry:
        assert registry.resolve(f"{fake.host}/team/app:1") == ResolvedImage(digest=digest, media_type=MANIFEST)
    assert fake.asked() == ["HEAD /v2/team/app/manifests/1"]
    accepted = fake.requests[0].headers["Accept"].split(", ")
    assert accepted == [
        "application/vnd.oci.image.index.v1+json",
        "application/vnd.docker.distribution.manifest.list.v2+json",
        "application/vnd.oci.image.manifest.v1+json",
        "application/vnd.docker.distribution.manifest.v2+json",
    ]


def test_missing_is_none_after_one_request(fake, time):
    registry = fake.client(time)
    assert registry.resolve(f"{fake.host}/team/app:1") is None
    assert registry.resolve(f"{fake.host}/team/app:1", ["linux/amd64"]) is None
    assert registry.document(f"{fake.host}/team/app:1") is None
    assert fake.asked() == [f"{method} /v2/team/app/manifests/1" for method in ("HEAD", "GET", "GET")]
    with pytest.raises(MissingImageError, match=f"there is no image {fake.host}/team/app:1"):
        registry.config(f"{fake.host}/team/app:1")


def test_platforms_of_an_index_without_attestations(fake, time):
    amd64 = fake.add_image("app", "amd64")
    arm64 = fake.add_image("app", "arm64", platform="linux/arm64/v8")
    entries = [("linux/amd64", amd64), ("linux/arm64/v8", arm64), ("unknown/unknown", sha(b"attestation"))]
    digest = fake.add_index("app", "1", entries)
    registry = fake.client(time)
    asked = ["linux/amd64", "linux/arm64", "linux/s390x"]
    assert registry.resolve(f"{fake.host}/app:1", asked) == ResolvedImage(
        digest=digest, media_type=INDEX, platforms={"linux/amd64": amd64, "linux/arm64": arm64}
    )
    assert fake.asked() == ["GET /v2/app/manifests/1"]
    assert registry.resolve(f"{fake.host}/app@{digest}", ["linux/arm64/v8"]).platforms == {"linux/arm64/v8": arm64}
    assert registry.document(f"{fake.host}/app:1").platforms == {"linux/amd64": amd64, "linux/arm64": arm64}


def test_the_platform_of_an_image_without_an_index_is_in_its_config(fake, time):
    digest = fake.add_image("app", "1", platform="linux/arm/v6")
    registry = fake.client(time)
    found = registry.resolve(f"{fake.host}/app:1", ["linux/arm/v6", "linux/amd64"])
    assert found.platforms == {"linux/arm/v6": digest}


@pytest.mark.parametrize(
    ("platform", "expected"),
    [
        ("linux/amd64", "linux/amd64"),
        ("linux/x86_64", "linux/amd64"),
        ("Linux/aarch64", "linux/arm64"),
        ("linux/arm64/v8", "linux/arm64"),
        ("linux/arm/v7", "linux/arm"),
        ("linux/arm/v6", "linux/arm/v6"),
        ("linux", "linux/"),
    ],
)
def test_one_name_for_each_platform(platform, expected):
    assert normal(platform) == expected


def test_config(fake, time):
    fake.add_image("app", "1", labels={"a": "b"}, platform="linux/arm64/v8")
    assert fake.client(time).config(f"{fake.host}/app:1") == ImageConfig(
        platform="linux/arm64",
        env={"PATH": "/bin", "EMPTY": "", "A": "b=c"},
        labels={"a": "b"},
    )


def test_config_of_a_platform(fake, time):
    platforms = ["linux/amd64", "linux/arm64"]
    fake.add_index("app", "1", [(name, fake.add_image("app", name[6:], platform=name)) for name in platforms])
    registry = fake.client(time)
    assert [registry.config(f"{fake.host}/app:1", name).platform for name in platforms] == platforms
    for platform, message in (
        ("linux/s390x", "is for linux/amd64, linux/arm64, not for linux/s390x"),
        (None, "is for linux/amd64, linux/arm64: name one of them"),
    ):
        with pytest.raises(MissingImageError, match=message):
            registry.config(f"{fake.host}/app:1", platform)
    with pytest.raises(MissingImageError, match="is for linux/amd64, not for linux/arm64"):
        registry.config(f"{fake.host}/app:amd64", "linux/arm64")


def test_blob(fake, time):
    digest = fake.put(f"/v2/app/blobs/{sha(b'content')}", b"content", "application/octet-stream")
    registry = fake.client(time)
    assert registry.blob(f"{fake.host}/app", digest) == b"content"
    with pytest.raises(MissingImageError, match=f"has no {sha(b'')} in app: push the image again"):
        registry.blob(f"{fake.host}/app", sha(b""))
    with pytest.raises(InvalidResponseError, match="answers with more than 3 bytes"):
        registry.blob(f"{fake.host}/app", digest, limit=3)


def test_a_mirror_stands_in_for_docker_hub(fake, time):
    digest = fake.add_image("library/python", "3.12")
    registry = fake.client(time, mirrors={"docker.io": f"http://{fake.host}"})
    assert registry.resolve("python:3.12").digest == digest


def test_many_at_once_but_never_more_than_16(fake, time, monkeypatch):
    digests = {f"{fake.host}/app{number}:1": fake.add_image(f"app{number}", "1") for number in range(40)}
    running, most, lock = 0, 0, threading.Lock()
    registry = fake.client(time)
    resolve = type(registry).resolve

    def counted(*args):
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        real_time.sleep(0.005)
        found = resolve(*args)
        with lock:
            running -= 1
        return found

    monkeypatch.setattr(type(registry), "resolve", counted)
    missing = f"{fake.host}/gone:1"
    found = in_parallel(registry.resolve, [*digests, missing, *digests])
    assert {name: one.digest for name, one in found.items() if one} == digests
    assert found[missing] is None
    assert list(found) == [*digests, missing]
    assert len(fake.requests) == 41
    assert 2 <= most <= 16


def test_the_first_error_of_many_stops_the_rest(fake, time):
    names = [f"{fake.host}/app{number}:1" for number in range(200)]
    for number in range(200):
        fake.next(f"/v2/app{number}/manifests/1", Reply(500))
    with pytest.raises(UnreachableError, match="answers 500 Internal Server Error"):
        in_parallel(fake.client(time, tries=1).resolve, names)
    assert len(fake.requests) < 100


def test_nothing_of_many_nothing(fake, time):
    assert in_parallel(fake.client(time).resolve, []) == {}
    assert fake.requests == []


def test_a_registry_that_says_no_digest(fake, time):
    digest = fake.add_image("app", "1")
    content, _ = fake.documents["/v2/app/manifests/1"]
    fake.next(
        "/v2/app/manifests/1", Reply(200, {"Content-Type": MANIFEST}), Reply(200, {"Content-Type": MANIFEST}, content)
    )
    assert fake.client(time).resolve(f"{fake.host}/app:1") == ResolvedImage(digest=digest, media_type=MANIFEST)


def test_sha512(fake, time):
    fake.add_image("app", "1")
    content, _ = fake.documents["/v2/app/manifests/1"]
    digest = f"sha512:{hashlib.sha512(content).hexdigest()}"
    fake.next(f"/v2/app/manifests/{digest}", Reply(200, {"Content-Type": MANIFEST}, content))
    assert fake.client(time).manifest(f"{fake.host}/app@{digest}").digest == digest


@pytest.mark.parametrize(
    "content",
    [
        b"<html>",
        b"[]",
        b"{}",
        b'{"schemaVersion": 1, "fsLayers": []}',
        b'{"manifests": 3}',
        b'{"manifests": [{"digest": "../x"}]}',
        b'{"config": {"digest": "sha256:1"}, "layers": []}',
        b"[" * 100_000,
    ],
)
def test_what_is_no_image(fake, time, content, request):
    fake.put("/v2/app/manifests/1", content, MANIFEST)
    # what is collected while the parser is at its deepest finds no room for its own end, and is told as a failure here
    gc.disable()
    request.addfinalizer(gc.enable)
    with pytest.raises(InvalidResponseError):
        fake.client(time).document(f"{fake.host}/app:1")


def test_no_module_imports_the_http_library_at_once():
    folder = Path(client.__file__).parent
    trees = [ast.parse(path.read_text()) for path in folder.glob("*.py")]
    imported = {
        name.name if isinstance(statement, ast.Import) else statement.module
        for tree in trees
        for statement in tree.body
        if isinstance(statement, ast.Import | ast.ImportFrom)
        for name in statement.names
    }
    assert "json" in imported
    assert not [name for name in imported if name.startswith(("urllib3", "truststore", "requests"))]
