import base64
import json
import subprocess
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hatch_claimed.images.registry.credentials import Credential, Keychain
from hatch_claimed.images.registry.errors import CredentialsError

HIDDEN = "pa55:wörd"
TOK = "tok"


def encoded(user="ann", password=HIDDEN):
    return base64.b64encode(f"{user}:{password}".encode()).decode()


def write(path, **content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content))


def docker(tmp_path, **content):
    write(tmp_path / ".docker" / "config.json", **content)


def keychain(tmp_path, helper=None, **environment):
    return Keychain(environment, tmp_path, helper or refuse)


def refuse(command, given):
    raise AssertionError(command)


ANN = Credential(user="ann", password=HIDDEN)


def test_nothing_is_stored(tmp_path):
    assert keychain(tmp_path).find("ghcr.io", "a/b") is None


def test_docker_s_file(tmp_path):
    docker(tmp_path, auths={"ghcr.io": {"auth": encoded()}, "empty.example": {}})
    assert keychain(tmp_path).find("ghcr.io", "a/b") == ANN
    assert keychain(tmp_path).find("ghcr.io:443", "a/b") is None
    assert keychain(tmp_path).find("empty.example", "a/b") is None


def test_docker_s_folder_can_be_elsewhere(tmp_path):
    docker(tmp_path, auths={"ghcr.io": {"auth": encoded("bob")}})
    write(tmp_path / "x" / "config.json", auths={"ghcr.io": {"auth": encoded()}})
    assert keychain(tmp_path, DOCKER_CONFIG=str(tmp_path / "x")).find("ghcr.io", "a/b") == ANN


@pytest.mark.parametrize("key", ["https://index.docker.io/v1/", "index.docker.io", "docker.io", "registry-1.docker.io"])
def test_docker_hub_s_names(tmp_path, key):
    docker(tmp_path, auths={key: {"auth": encoded()}})
    assert keychain(tmp_path).find("docker.io", "library/python") == ANN


@pytest.mark.parametrize("key", ["https://ghcr.io", "http://ghcr.io/", "https://ghcr.io/v2/", "ghcr.io/"])
def test_keys_that_are_addresses(tmp_path, key):
    docker(tmp_path, auths={key: {"auth": encoded()}})
    assert keychain(tmp_path).find("ghcr.io", "a/b") == ANN


def test_podman_s_keys_name_repositories(tmp_path):
    auths = {"quay.io": {"auth": encoded("host")}, "quay.io/a": {"auth": encoded("a")}}
    write(tmp_path / "auth.json", auths={**auths, "quay.io/a/b": {"auth": encoded("b")}})
    found = [
        keychain(tmp_path, REGISTRY_AUTH_FILE=str(tmp_path / "auth.json")).find("quay.io", name)
        for name in ("a/b", "a/c/d", "ab")
    ]
    assert [one.user for one in found] == ["b", "a", "host"]


def test_podman_s_files_are_asked_after_docker_s(tmp_path):
    places = [tmp_path / name for name in ("file.json", "run/containers/auth.json", ".config/containers/auth.json")]
    environment = {"REGISTRY_AUTH_FILE": str(places[0]), "XDG_RUNTIME_DIR": str(tmp_path / "run")}
    for user, path in reversed([*zip("bcd", places, strict=True)]):
        write(path, auths={"ghcr.io": {"auth": encoded(user)}})
        assert keychain(tmp_path, **environment).find("ghcr.io", "x").user == user
    docker(tmp_path, auths={"ghcr.io": {"auth": encoded("a")}})
    assert keychain(tmp_path, **environment).find("ghcr.io", "x").user == "a"


def test_tokens_and_plain_fields(tmp_path):
    auths = {"a.example": {"auth": encoded("ann", ""), "identitytoken": "tok\n"}}
    auths["b.example"] = {"username": "ann", "password": HIDDEN}
    auths["c.example"] = {"auth": encoded("ann", HIDDEN + "\0\0")}
    docker(tmp_path, auths=auths)
    assert keychain(tmp_path).find("a.example", "x") == Credential(user="ann", identity_token=TOK)
    assert keychain(tmp_path).find("b.example", "x") == ANN
    assert keychain(tmp_path).find("c.example", "x") == ANN


class Helper:
    def __init__(self, status=0, printed="", error=None):
        self.calls = []
        self.answer = (status, printed.encode())
        self.error = error

    def __call__(self, command, given):
        self.calls.append((tuple(command), given.decode()))
        if self.error:
            raise self.error
        return self.answer


STORED = json.dumps({"ServerURL": "x", "Username": "ann", "Secret": HIDDEN})


def test_a_helper_for_a_host_comes_before_the_store(tmp_path):
    docker(tmp_path, credHelpers={"ghcr.io": "one"}, credsStore="all", auths={"ghcr.io": {}})
    helper = Helper(printed=STORED)
    keys = keychain(tmp_path, helper)
    assert [keys.find("ghcr.io", "a"), keys.find("ghcr.io", "b"), keys.find("quay.io", "a")] == [ANN, ANN, ANN]
    assert helper.calls == [
        (("docker-credential-one", "get"), "ghcr.io"),
        (("docker-credential-all", "get"), "quay.io"),
    ]


def test_helpers_know_docker_hub_by_its_old_address(tmp_path):
    docker(tmp_path, credsStore="all")
    helper = Helper(printed=STORED)
    assert keychain(tmp_path, helper).find("docker.io", "library/python") == ANN
    assert helper.calls == [(("docker-credential-all", "get"), "https://index.docker.io/v1/")]


def test_a_helper_can_hold_a_token(tmp_path):
    docker(tmp_path, credsStore="all")
    helper = Helper(printed=json.dumps({"Username": "<token>", "Secret": "tok"}))
    assert keychain(tmp_path, helper).find("ghcr.io", "a") == Credential(identity_token=TOK)


@pytest.mark.parametrize(
    "helper",
    [
        Helper(1, "credentials not found in native keychain\n"),
        Helper(0, json.dumps({"ServerURL": "", "Username": "", "Secret": ""})),
    ],
)
def test_where_a_helper_has_nothing_the_file_may(tmp_path, helper):
    docker(tmp_path, credsStore="all", auths={"ghcr.io": {"auth": encoded()}})
    assert keychain(tmp_path, helper).find("ghcr.io", "a") == ANN
    assert keychain(tmp_path, helper).find("quay.io", "a") is None


@pytest.mark.parametrize(
    ("helper", "said"),
    [
        (Helper(error=FileNotFoundError()), "is not installed"),
        (Helper(error=PermissionError()), "does not start or does not end"),
        (Helper(error=subprocess.TimeoutExpired("x", 60, output=HIDDEN.encode())), "does not start or does not end"),
        (Helper(2, HIDDEN), "ends with status 2 for ghcr.io"),
        (Helper(0, HIDDEN), "answers with no login for ghcr.io"),
        (Helper(0, json.dumps([HIDDEN])), "answers with no login for ghcr.io"),
    ],
)
def test_a_helper_that_fails(tmp_path, helper, said):
    docker(tmp_path, credsStore="all")
    with pytest.raises(CredentialsError) as raised:
        keychain(tmp_path, helper).find("ghcr.io", "a")
    assert str(raised.value) == f"docker-credential-all, which keeps the logins, {said}"


def test_a_helper_s_name_is_no_path(tmp_path):
    docker(tmp_path, credsStore="../../bin/x")
    with pytest.raises(CredentialsError, match="names no credential helper"):
        keychain(tmp_path).find("ghcr.io", "a")


@pytest.mark.parametrize("text", ["", "{", "[]", "3", f'"{HIDDEN}"', "[" * 100_000])
def test_a_file_that_cannot_be_read(tmp_path, text):
    docker(tmp_path)
    path = tmp_path / ".docker" / "config.json"
    path.write_text(text)
    with pytest.raises(CredentialsError) as raised:
        keychain(tmp_path).find("ghcr.io", "a")
    message = f"{path} cannot be read as Docker's or Podman's JSON: correct it, or log in again"
    assert str(raised.value) == message


@pytest.mark.parametrize(
    "entry", [HIDDEN, 3, [HIDDEN], {"auth": HIDDEN}, {"auth": base64.b64encode(b"\xff:x").decode()}]
)
def test_an_entry_that_cannot_be_read(tmp_path, entry):
    docker(tmp_path, auths={"ghcr.io": entry})
    with pytest.raises(CredentialsError) as raised:
        keychain(tmp_path).find("ghcr.io", "a")
    assert str(raised.value) == f"the login for ghcr.io in {tmp_path}/.docker/config.json cannot be read: log in again"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8) | st.just("ghcr.io"), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.fixed_dictionaries({}, optional={"auths": JSON, "credHelpers": JSON, "credsStore": JSON}), JSON)
def test_any_json_is_a_login_none_or_an_error_of_ours(tmp_path_factory, content, entry):
    folder = tmp_path_factory.mktemp("home")
    write(folder / "config.json", **content)
    (folder / "entry.json").write_text(json.dumps({"auths": {"ghcr.io": entry}}))
    keys = Keychain({"DOCKER_CONFIG": str(folder), "REGISTRY_AUTH_FILE": str(folder / "entry.json")}, folder, Helper(1))
    with suppress(CredentialsError):
        assert isinstance(keys.find("ghcr.io", "a/b"), Credential | type(None))
