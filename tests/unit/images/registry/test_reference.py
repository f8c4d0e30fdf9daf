import string
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hatch_claimed.images.registry.endpoint import Endpoint, endpoint
from hatch_claimed.images.registry.errors import ImageNameError
from hatch_claimed.images.registry.reference import Reference, parse
from hatch_claimed.model.reference import Parts, pinned, split

DIGEST = "sha256:" + "0123456789abcdef" * 4

ALNUM = string.ascii_lowercase + string.digits
WORD = st.text(ALNUM, min_size=1, max_size=8)
COMPONENT = st.builds(
    lambda first, rest: first + "".join(mark + word for mark, word in rest),
    WORD,
    st.lists(st.tuples(st.sampled_from([".", "_", "__", "-", "---"]), WORD), max_size=3),
)
REPOSITORY = st.lists(COMPONENT, min_size=1, max_size=4).map("/".join)
HOST = st.one_of(
    st.sampled_from(["localhost", "localhost:5000", "127.0.0.1:5000", "[::1]:5000", "ghcr.io", "a.b-c.example:443"]),
    st.builds(lambda name, port: f"{name}:{port}", WORD, st.integers(1, 65_535)),
)
TAG = st.text(ALNUM + "_", min_size=1, max_size=1).flatmap(
    lambda first: st.text(string.ascii_letters + string.digits + "_.-", max_size=127).map(lambda rest: first + rest)
)
DIGESTS = st.one_of(
    st.text("0123456789abcdef", min_size=64, max_size=64).map("sha256:{}".format),
    st.text("0123456789abcdef", min_size=128, max_size=128).map("sha512:{}".format),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("python", "docker.io/library/python:latest"),
        ("python:3.12-slim", "docker.io/library/python:3.12-slim"),
        ("team/app", "docker.io/team/app:latest"),
        ("docker.io/python", "docker.io/library/python:latest"),
        ("index.docker.io/python", "docker.io/library/python:latest"),
        ("docker.io/a/b/c:1", "docker.io/a/b/c:1"),
        ("localhost/app", "localhost/app:latest"),
        ("localhost:5000/app:1", "localhost:5000/app:1"),
        ("registry:5000/app", "registry:5000/app:latest"),
        ("[::1]:5000/app", "[::1]:5000/app:latest"),
        # Docker takes a first part with capitals for a host
        ("Team/app", "Team/app:latest"),
        ("GHCR.io/a/b", "ghcr.io/a/b:latest"),
        (f"python@{DIGEST}", f"docker.io/library/python@{DIGEST}"),
        (f"ghcr.io/a/b:1@{DIGEST}", f"ghcr.io/a/b:1@{DIGEST}"),
    ],
)
def test_docker_s_defaults(text, expected):
    assert str(parse(text)) == expected


def test_what_is_wanted_is_the_digest_before_the_tag():
    assert parse(f"a/b:1@{DIGEST}").tag_or_digest == DIGEST
    assert parse("a/b:1").tag_or_digest == "1"
    assert Reference(host="h", repository="r").tag_or_digest == "latest"


@given(HOST, REPOSITORY, st.none() | TAG, st.none() | DIGESTS)
def test_any_reference_survives_its_text(host, repository, tag, digest):
    reference = Reference(host=host, repository=repository, tag=tag, digest=digest)
    if tag is None and digest is None:
        reference = Reference(host=host, repository=repository, tag="latest")
    assert parse(str(reference)) == reference


@given(st.text() | st.text("a:/@.-_[]A0 \n", max_size=40) | st.lists(HOST | REPOSITORY | TAG).map("/".join))
def test_any_text_is_a_reference_or_an_error_of_ours(text):
    with suppress(ImageNameError):
        reference = parse(text)
        assert parse(str(reference)) == reference
        assert endpoint(reference, {}).repository == reference.repository


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("python", Parts("python", None, None)),
        ("localhost:5000/a", Parts("localhost:5000/a", None, None)),
        ("localhost:5000/a:1", Parts("localhost:5000/a", "1", None)),
        (f"Team/A:1@{DIGEST}", Parts("Team/A", "1", DIGEST)),
        (f"a/b@{DIGEST}", Parts("a/b", None, DIGEST)),
        ("", Parts("", None, None)),
    ],
)
def test_a_reference_is_cut_apart_as_it_is_written(text, expected):
    assert split(text) == expected


@given(st.text() | st.text("a:/@", max_size=20))
def test_no_text_is_lost_in_cutting(text):
    name, tag, digest = split(text)
    assert text == name + ("" if tag is None else f":{tag}") + ("" if digest is None else f"@{digest}")


def test_another_digest_takes_the_place_of_the_one_that_is_there():
    assert pinned("a/b:1", "sha256:2") == "a/b:1@sha256:2"
    assert pinned(f"a/b:1@{DIGEST}", "sha256:2") == "a/b:1@sha256:2"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "'library/' is no repository name"),
        ("a b", "'library/a b' is no repository name"),
        ("a/../b", "'a/../b' is no repository name"),
        ("ghcr.io/Team/app", "a repository's name is in lower case: 'team/app'"),
        ("app:", "'' is no tag"),
        ("app:a b", "'a b' is no tag"),
        ("app@sha256:12", "behind `@` stands no digest"),
        ("0" * 64, "it is an image's identifier, not its name"),
        ("host:99999/app", "'host:99999' is no host name"),
        ("[::::]/app", "'[::::]' is no host name"),
        ("x/" * 200 + "y", "the repository's name is longer than 255 characters"),
        ("https://ghcr.io/a", "is no host name"),
        ("a" * 2_000, "it is too long"),
    ],
)
def test_the_error_says_what_is_wrong(text, why):
    with pytest.raises(ImageNameError) as raised:
        parse(text)
    assert why in str(raised.value)
    assert "docker.io/library/python:3.12-slim" in str(raised.value)
    assert len(str(raised.value)) < 700


def test_a_password_in_a_reference_is_not_shown():
    for text in ("ann:pa55@ghcr.io/a/b", "https://ann:pa55@ghcr.io/a", "ann:p@a55@ghcr.io/a"):
        with pytest.raises(ImageNameError) as raised:
            parse(text)
        assert "a55" not in str(raised.value)


@pytest.mark.parametrize(
    ("reference", "mirrors", "plain", "expected"),
    [
        ("python", {}, (), ("https", "registry-1.docker.io", "docker.io", "library/python")),
        ("localhost:5000/a", {}, (), ("http", "localhost:5000", "localhost:5000", "a")),
        ("127.8.9.1/a", {}, (), ("http", "127.8.9.1", "127.8.9.1", "a")),
        ("[::1]:5000/a", {}, (), ("http", "[::1]:5000", "[::1]:5000", "a")),
        ("localhost.example/a", {}, (), ("https", "localhost.example", "localhost.example", "a")),
        ("10.0.0.1:5000/a", {}, ("10.0.0.1:5000",), ("http", "10.0.0.1:5000", "10.0.0.1:5000", "a")),
        (
            "python",
            {"docker.io": "mirror.example"},
            (),
            ("https", "mirror.example", "mirror.example", "library/python"),
        ),
        ("python", {"docker.io": "http://m:5000/"}, (), ("http", "m:5000", "m:5000", "library/python")),
        ("python", {"docker.io": "m.example/hub"}, (), ("https", "m.example", "m.example", "hub/library/python")),
        ("python", {"docker.io": "localhost:1"}, (), ("http", "localhost:1", "localhost:1", "library/python")),
        ("ghcr.io/a", {"docker.io": "mirror.example"}, (), ("https", "ghcr.io", "ghcr.io", "a")),
    ],
)
def test_where_a_registry_answers(reference, mirrors, plain, expected):
    scheme, host, registry, repository = expected
    assert endpoint(parse(reference), mirrors, plain) == Endpoint(
        scheme=scheme, host=host, registry=registry, repository=repository
    )


@pytest.mark.parametrize("mirror", ["ftp://m", "http://", "", "http://ann:pa55@m", "http://m:port", "http://[::1"])
def test_a_mirror_that_is_none(mirror):
    with pytest.raises(ImageNameError) as raised:
        endpoint(parse("python"), {"docker.io": mirror})
    assert str(raised.value).startswith("a registry's mirror is no address of one\n")
    assert "pa55" not in str(raised.value)
