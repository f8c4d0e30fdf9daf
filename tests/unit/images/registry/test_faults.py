import itertools
import socket
import time as real_time
from dataclasses import replace

import pytest
from fake_registry import MANIFEST, Reply, sha

from hatch_claimed.images.registry.auth import Authorizer
from hatch_claimed.images.registry.connections import Connections
from hatch_claimed.images.registry.errors import InvalidResponseError, UnreachableError
from hatch_claimed.images.registry.http import Http

PATH = "/v2/app/manifests/1"


@pytest.fixture
def image(fake):
    fake.digest = fake.add_image("app", "1")
    return f"{fake.host}/app:1"


def test_500_then_fine(fake, time, image):
    fake.next(PATH, Reply(500), Reply(502), Reply(503), Reply(504))
    assert fake.client(time).resolve(image).digest == fake.digest
    assert time.slept == [0.5, 1, 2, 4]


def test_500_for_ever(fake, time, image):
    fake.next(PATH, *[Reply(500)] * 9)
    with pytest.raises(UnreachableError) as raised:
        fake.client(time).resolve(image)
    assert str(raised.value) == (
        f"{fake.host} answers 500 Internal Server Error (5 times)\n"
        "    Check that it runs and that this machine reaches it (HTTPS_PROXY, NO_PROXY), then try again."
    )
    assert raised.value.exit_code == 4
    assert len(fake.requests) == 5


def test_429_waits_as_long_as_is_asked_for(fake, time, image):
    fake.next(PATH, Reply(429, {"Retry-After": "7"}))
    assert fake.client(time).resolve(image).digest == fake.digest
    assert time.slept == [7]


def test_429_with_a_date(fake, time, image):
    fake.next(PATH, Reply(429, {"Retry-After": "Tue, 14 Nov 2023 22:13:40 GMT"}))
    assert fake.client(time).resolve(image).digest == fake.digest
    assert time.slept == [20]


def test_429_never_waits_less_than_the_back_off(fake, time, image):
    fake.next(PATH, Reply(429, {"Retry-After": "0"}), Reply(429, {"Retry-After": "soon"}))
    assert fake.client(time).resolve(image).digest == fake.digest
    assert time.slept == [0.5, 1]


def test_429_for_longer_than_we_wait(fake, time, image):
    fake.next(PATH, Reply(429, {"Retry-After": "3600"}))
    with pytest.raises(UnreachableError) as raised:
        fake.client(time).resolve(image)
    assert str(raised.value) == (
        f"{fake.host} answers 429 Too Many Requests\n"
        "    It asks to wait 3600 s: try again then. Registries allow more to who is logged in (`docker login`)."
    )
    assert time.slept == []


def test_the_deadline_holds_for_all_retries_together(fake, time, image):
    fake.next(PATH, *[Reply(503, {"Retry-After": "4"})] * 9)
    with pytest.raises(UnreachableError, match="503 Service Unavailable"):
        fake.client(time, total=10).resolve(image)
    assert time.slept == [4, 4]


def test_404_is_not_tried_again(fake, time):
    assert fake.client(time).resolve(f"{fake.host}/app:2") is None
    assert len(fake.requests) == 1


@pytest.mark.parametrize("status", [400, 405, 418])
def test_other_refusals_are_not_tried_again(fake, time, image, status):
    fake.next(PATH, Reply(status))
    with pytest.raises(InvalidResponseError) as raised:
        fake.client(time).resolve(image)
    assert str(raised.value) == (
        f"{fake.host} answers {status} when asked for app\n    Is it a registry? Check its address."
    )


def test_a_slow_socket(fake, time, image):
    fake.next(PATH, Reply(wait=5), Reply(wait=5))
    began = real_time.monotonic()
    with pytest.raises(UnreachableError) as raised:
        fake.client(time, read=0.1, tries=2).resolve(image)
    assert str(raised.value).startswith(f"{fake.host} does not answer in time (2 times)\n")
    assert real_time.monotonic() - began < 2


def test_a_slow_socket_and_then_a_fast_one(fake, time, image):
    fake.next(PATH, Reply(wait=5))
    assert fake.client(time, read=0.1).resolve(image).digest == fake.digest


def test_a_reset_in_the_middle_of_a_body(fake, time, image):
    content, _ = fake.documents[PATH]
    fake.next(PATH, Reply(200, {"Content-Type": MANIFEST}, content, cut=20), Reply(200, {}, content, cut=0))
    assert fake.client(time).manifest(image).digest == fake.digest
    assert time.slept == [0.5, 1]


def test_resets_for_ever(fake, time, image):
    content, _ = fake.documents[PATH]
    fake.next(PATH, *[Reply(200, {"Content-Type": MANIFEST}, content, cut=20)] * 5)
    with pytest.raises(UnreachableError, match="broke off in the middle of an answer"):
        fake.client(time).manifest(image)


def test_nobody_listens(fake, time):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{unused.getsockname()[1]}"
        with pytest.raises(UnreachableError) as raised:
            fake.client(time, tries=2).resolve(f"{host}/app:1")
    assert str(raised.value).startswith(f"{host} refuses connections (2 times)\n")


def test_another_content_than_its_digest_says(fake, time, image):
    content = fake.documents[PATH][0] + b" "
    fake.next(f"/v2/app/manifests/{fake.digest}", Reply(200, {"Content-Type": MANIFEST}, content))
    with pytest.raises(InvalidResponseError) as raised:
        fake.client(time).manifest(f"{fake.host}/app@{fake.digest}")
    assert str(raised.value) == (
        f"{fake.host} sent something else for app than it should: its digest is {sha(content)}, not {fake.digest}\n"
        "    It was not used. Try again; if it stays so, ask who runs the registry or the proxy before it."
    )


def test_another_content_than_its_header_says(fake, time, image):
    headers = {"Content-Type": MANIFEST, "Docker-Content-Digest": sha(b"")}
    fake.next(PATH, Reply(200, headers, fake.documents[PATH][0]))
    with pytest.raises(InvalidResponseError, match=f"its digest is {fake.digest}, not {sha(b'')}"):
        fake.client(time).document(image)


def test_another_digest_than_asked_for(fake, time):
    fake.next(f"/v2/app/manifests/{sha(b'a')}", Reply(200, {"Docker-Content-Digest": sha(b"b")}))
    with pytest.raises(InvalidResponseError, match=f"its digest is {sha(b'b')}, not {sha(b'a')}"):
        fake.client(time).resolve(f"{fake.host}/app@{sha(b'a')}")


def test_another_blob_than_its_digest_says(fake, time):
    fake.put(f"/v2/app/blobs/{sha(b'a')}", b"b", "application/octet-stream")
    with pytest.raises(InvalidResponseError, match="sent something else for app"):
        fake.client(time).blob(f"{fake.host}/app", sha(b"a"))


def test_a_redirect_within_the_registry(fake, time, image):
    fake.next("/v2/app/manifests/old", Reply(307, {"Location": PATH}))
    assert fake.client(time).resolve(f"{fake.host}/app:old").digest == fake.digest


@pytest.mark.parametrize("location", [None, "", "file:///etc/passwd", "https://"])
def test_a_redirect_to_no_address(fake, time, image, location):
    fake.next(PATH, Reply(307, {} if location is None else {"Location": location}))
    with pytest.raises(InvalidResponseError, match="redirects to no address"):
        fake.client(time).resolve(image)


def test_redirects_in_a_circle(fake, time, image):
    fake.next(PATH, *[Reply(307, {"Location": PATH})] * 9)
    with pytest.raises(InvalidResponseError, match="redirects more than 5 times"):
        fake.client(time).resolve(image)
    assert len(fake.requests) == 6


def test_storage_that_refuses_gets_no_login(fake, other, time, tmp_path):
    """A redirect's target is not the registry: it may not ask for the registry's login."""
    blob = f"/v2/app/blobs/{sha(b'a')}"
    fake.next(blob, Reply(307, {"Location": f"http://{other.host}{blob}"}))
    other.wants = f'Bearer realm="http://{other.host}/token"'
    with pytest.raises(InvalidResponseError, match=r"redirects to 127.0.0.1, which answers 401"):
        fake.client(time, home=fake.login(tmp_path)).blob(f"{fake.host}/app", sha(b"a"))
    assert [asked.headers.get("Authorization") for asked in other.requests] == [None]


def test_a_body_that_trickles_ends_with_the_deadline(fake, time):
    content = b"a" * 1024 * 1024
    digest = fake.put(f"/v2/app/blobs/{sha(content)}", content, "application/octet-stream")
    client = fake.client(time, tries=1, total=5)
    seconds = itertools.count()
    hurried = replace(client.authorizer.http.retry, clock=lambda: next(seconds))
    client = replace(client, authorizer=Authorizer(Http(Connections({}), hurried), client.authorizer.keychain))
    with pytest.raises(UnreachableError, match="was not done within 5 s"):
        client.blob(f"{fake.host}/app", digest)
