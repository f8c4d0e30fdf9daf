import base64
from urllib.parse import parse_qs, urlsplit

import pytest
from fake_registry import ANN_S_WORD, Reply, sha

from hatch_claimed.images.registry.auth import Challenge, read_challenge
from hatch_claimed.images.registry.credentials import Credential
from hatch_claimed.images.registry.endpoint import endpoint
from hatch_claimed.images.registry.errors import AccessDeniedError, InvalidResponseError, UnreachableError
from hatch_claimed.images.registry.http import HttpResponse
from hatch_claimed.images.registry.parallel import in_parallel
from hatch_claimed.images.registry.reference import parse
from hatch_claimed.images.registry.retry import Deadline


@pytest.fixture
def bearer(fake):
    fake.digest = fake.add_image("team/app", "1")
    fake.wants = f'Bearer realm="http://{fake.host}/token",service="reg",scope="repository:team/app:pull"'
    return f"{fake.host}/team/app:1"


@pytest.fixture
def basic(fake):
    fake.digest = fake.add_image("team/app", "1")
    fake.wants = 'Basic realm="a registry"'
    return f"{fake.host}/team/app:1"


def test_an_anonymous_token(fake, time, bearer):
    assert fake.client(time).resolve(bearer).digest == fake.digest
    assert [asked.path for asked in fake.requests] == [
        "/v2/team/app/manifests/1",
        "/token?service=reg&scope=repository%3Ateam%2Fapp%3Apull",
        "/v2/team/app/manifests/1",
    ]
    assert [asked.headers.get("Authorization") for asked in fake.requests] == [None, None, "Bearer token1"]


def test_a_token_for_a_login(fake, time, bearer, tmp_path):
    assert fake.client(time, home=fake.login(tmp_path)).resolve(bearer).digest == fake.digest
    sent = [asked.headers.get("Authorization") for asked in fake.requests]
    assert sent == [None, Credential(user="ann", password=ANN_S_WORD).basic, "Bearer token1"]


def test_an_identity_token_is_exchanged(fake, time, bearer, tmp_path):
    home = fake.login(tmp_path, word="", identitytoken=ANN_S_WORD)
    assert fake.client(time, home=home).resolve(bearer).digest == fake.digest
    asked = fake.requests[1]
    assert (asked.method, asked.path, asked.headers.get("Authorization")) == ("POST", "/token", None)
    assert parse_qs(asked.body.decode()) == {
        "grant_type": ["refresh_token"],
        "client_id": ["hatch-claimed"],
        "refresh_token": [ANN_S_WORD],
        "service": ["reg"],
        "scope": ["repository:team/app:pull"],
    }


def test_tokens_are_kept_by_repository_and_fetched_at_once(fake, time, bearer):
    fake.add_image("team/other", "1")
    registry = fake.client(time)
    for name in ("app", "app", "other", "other"):
        assert registry.resolve(f"{fake.host}/team/{name}:1")
    assert fake.tokens == 2
    # what the registry wants is known after the first 401
    assert len(fake.asked()) == 5


def test_tokens_end(fake, time, bearer):
    registry = fake.client(time)
    registry.resolve(bearer)
    time.seconds += 0.9 * fake.token_life - 1
    registry.resolve(bearer)
    assert fake.tokens == 1
    time.seconds += 1
    registry.resolve(bearer)
    assert fake.tokens == 2


def test_a_token_that_is_worth_nothing_any_more(fake, time, bearer):
    registry = fake.client(time)
    registry.resolve(bearer)
    fake.allowed.clear()
    assert registry.resolve(bearer).digest == fake.digest
    assert fake.tokens == 2


def test_many_repositories_of_one_registry_share_tokens_between_threads(fake, time, bearer):
    for number in range(20):
        fake.add_image("team/app", f"t{number}")
    found = in_parallel(fake.client(time).resolve, [f"{fake.host}/team/app:t{number}" for number in range(20)])
    assert None not in found.values()
    assert fake.tokens == 1


def test_a_token_that_another_thread_has_already_renewed(fake, time, bearer):
    registry = fake.client(time)
    registry.resolve(bearer)
    place, access = endpoint(parse(bearer), {}), registry.authorizer
    refused = HttpResponse(url=place.base, status=401, headers={"www-authenticate": fake.wants}, body=b"")
    for _ in ("this thread", "the other one"):
        assert access.learn(place, refused, "Bearer token1")
        assert access.header(place, Deadline.of(access.http.retry)) == "Bearer token2"
    assert fake.tokens == 2


def test_a_token_is_for_reading_alone(fake, time, bearer):
    fake.client(time).resolve(bearer)
    scopes = [parse_qs(urlsplit(asked.path).query)["scope"] for asked in fake.requests if "/token" in asked.path]
    assert scopes == [["repository:team/app:pull"]]


def test_basic(fake, time, basic, tmp_path):
    header = f"Basic {base64.b64encode(f'ann:{ANN_S_WORD}'.encode()).decode()}"
    fake.allowed.add(header)
    registry = fake.client(time, home=fake.login(tmp_path))
    assert registry.resolve(basic).digest == fake.digest
    assert registry.resolve(basic).digest == fake.digest
    assert [asked.headers.get("Authorization") for asked in fake.requests] == [None, header, header]


@pytest.mark.parametrize("wants", ["bearer", "basic"])
def test_401_without_a_login(fake, time, request, wants):
    image = request.getfixturevalue(wants)
    fake.next("/token", Reply(401))
    with pytest.raises(AccessDeniedError) as raised:
        fake.client(time).resolve(image)
    assert str(raised.value) == (
        f"{fake.host} does not show team/app without a login: run `docker login {fake.host}`, "
        "or check the repository's name"
    )
    assert not raised.value.rejected


@pytest.mark.parametrize("scheme", ["Basic", "Bearer"])
def test_401_with_a_wrong_login(fake, time, tmp_path, scheme):
    fake.wants = f'{scheme} realm="http://{fake.host}/token"'
    registry = fake.client(time, home=fake.login(tmp_path, word="wr0ng"))
    with pytest.raises(AccessDeniedError) as raised:
        registry.resolve(f"{fake.host}/team/app:1")
    assert raised.value.rejected
    assert "wr0ng" not in str(raised.value)
    assert f"`docker login {fake.host}` again" in str(raised.value)
    assert "team/app" in str(raised.value)


def test_a_login_that_may_not_see_this(fake, time, bearer, tmp_path):
    fake.next("/v2/team/app/manifests/1", *[Reply(401, {"WWW-Authenticate": fake.wants})] * 4)
    with pytest.raises(AccessDeniedError) as raised:
        fake.client(time, home=fake.login(tmp_path)).resolve(bearer)
    assert str(raised.value) == (
        f"{fake.host} does not show team/app with the stored login (401): check the repository's name, "
        f"ask for access to it, or run `docker login {fake.host}` again"
    )
    assert not raised.value.rejected
    assert len(fake.asked()) == 2


@pytest.mark.parametrize("logged_in", [True, False])
def test_403(fake, time, tmp_path, logged_in):
    fake.next("/v2/team/app/manifests/1", Reply(403))
    home = fake.login(tmp_path) if logged_in else tmp_path
    with pytest.raises(AccessDeniedError) as raised:
        fake.client(time, home=home).resolve(f"{fake.host}/team/app:1")
    how = "with the stored login (403)" if logged_in else "without a login"
    assert str(raised.value).startswith(f"{fake.host} does not show team/app {how}: ")
    assert "\n" not in str(raised.value)
    assert f"`docker login {fake.host}`" in str(raised.value)
    assert len(fake.requests) == 1


def test_docker_hub_is_logged_in_to_without_a_name(fake, time):
    fake.next("/v2/library/python/manifests/latest", Reply(403))
    registry = fake.client(time, mirrors={"docker.io": f"http://{fake.host}"})
    with pytest.raises(AccessDeniedError, match=f"`docker login {fake.host}`"):
        registry.resolve("python")


def test_a_keychain_out_of_order_does_not_keep_us_from_public_images(fake, time, bearer, tmp_path):
    (tmp_path / ".docker").mkdir()
    (tmp_path / ".docker" / "config.json").write_text("{")
    registry = fake.client(time, home=tmp_path)
    assert registry.resolve(bearer).digest == fake.digest
    fake.next("/v2/team/app/manifests/1", Reply(403))
    with pytest.raises(AccessDeniedError) as raised:
        registry.resolve(bearer)
    assert str(raised.value) == (
        f"{fake.host} does not show team/app without a login, and {tmp_path}/.docker/config.json cannot be read as "
        f"Docker's or Podman's JSON: correct it, or log in again; correct that, or run `docker login {fake.host}`"
    )


def test_the_token_service_is_down(fake, time, bearer):
    fake.next("/token", *[Reply(503)] * 5)
    with pytest.raises(UnreachableError, match=f"{fake.host} answers 503 Service Unavailable"):
        fake.client(time).resolve(bearer)


def test_the_token_service_is_not_there(fake, other, time, bearer):
    fake.wants = f'Bearer realm="http://{other.host}/nothing"'
    with pytest.raises(InvalidResponseError, match=r"which gives out tokens for .*, answers 404"):
        fake.client(time).resolve(bearer)


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"token": 3}', b'{"token": "a\\nb"}', b"[" * 100_000])
def test_the_token_service_gives_no_token(fake, time, bearer, body):
    fake.next("/token", Reply(200, body=body))
    with pytest.raises(InvalidResponseError, match="answers with none"):
        fake.client(time).resolve(bearer)


@pytest.mark.parametrize("realm", ["file:///etc/passwd", "nowhere", "http://[", "http://ann:pa55@host/token"])
def test_a_realm_that_is_no_address(fake, time, bearer, realm):
    fake.wants = f'Bearer realm="{realm}"'
    with pytest.raises(InvalidResponseError, match="names no address for its tokens"):
        fake.client(time).resolve(bearer)


def test_authorization_does_not_follow_to_another_host(fake, other, time, bearer, tmp_path):
    blob = f"/v2/team/app/blobs/{sha(b'a')}"
    other.put(blob, b"a", "application/octet-stream")
    registry = fake.client(time, home=fake.login(tmp_path))
    registry.resolve(bearer)
    fake.next(blob, Reply(307, {"Location": f"http://{other.host}{blob}"}))
    assert registry.blob(bearer, sha(b"a")) == b"a"
    assert fake.requests[-1].headers["Authorization"] == "Bearer token1"
    assert [asked.headers.get("Authorization") for asked in other.requests] == [None]


def test_a_401_that_asks_for_something_unknown(fake, time, bearer):
    fake.wants = "Negotiate"
    with pytest.raises(AccessDeniedError, match="does not show team/app without a login"):
        fake.client(time).resolve(bearer)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", None),
        ("Negotiate", None),
        ("Basic", Challenge("basic")),
        ('Basic realm="x, Bearer realm=y"', Challenge("basic", "x, Bearer realm=y")),
        ('bearer realm="https://a/t"', Challenge("bearer", "https://a/t")),
        ("Bearer realm=https://a/t, service=s", Challenge("bearer", "https://a/t", "s")),
        ('Bearer realm="https://a/t",service="a\\"b",scope="x:y:pull,push"', Challenge("bearer", "https://a/t", 'a"b')),
        ('Basic realm="a", Bearer realm="https://b",service="c"', Challenge("bearer", "https://b", "c")),
        ('Bearer realm="https://b", error="insufficient_scope", Basic realm="a"', Challenge("bearer", "https://b")),
        ('Bearer error="x", Basic realm="a"', Challenge("basic", "a")),
    ],
)
def test_challenges(header, expected):
    assert read_challenge(header) == expected


def test_secrets_are_in_no_repr(fake, time, bearer, tmp_path):
    registry = fake.client(time, home=fake.login(tmp_path))
    registry.resolve(bearer)
    encoded = base64.b64encode(f"ann:{ANN_S_WORD}".encode()).decode()
    assert all(secret not in repr(registry) for secret in (ANN_S_WORD, encoded, "token1"))
    assert repr(Credential(user="ann", password=ANN_S_WORD, identity_token=ANN_S_WORD)) == "Credential(user='ann')"
