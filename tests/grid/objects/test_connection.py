import contextlib
import string
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimed_grid.connection import BadConnectionError, Connection, parse, redacted

IBM = "s3.eu-de.cloud-object-storage.appdomain.cloud"
EXPECTED = "expected cos://<key>:<secret>@<endpoint>/<bucket>/<path>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"cos://AK:se/cr+et=@{IBM}/bucket/a/b/",
            Connection("bucket", "a/b", f"https://{IBM}", "eu-de", "AK", "se/cr+et="),
        ),
        (
            "s3://k%3A:%2F%40%25@minio.example.com:9000/bucket/p?scheme=http&region=x-1",
            Connection("bucket", "p", "http://minio.example.com:9000", "x-1", "k:", "/@%"),
        ),
        ("cos://k:s@127.0.0.1:80/bucket", Connection("bucket", "", "http://127.0.0.1:80", "us-east-1", "k", "s")),
        ("cos://localhost:80/bucket/a@b", Connection("bucket", "a@b", "http://localhost:80")),
        ("cos://[::1]:80/bucket/a", Connection("bucket", "a", "http://[::1]:80")),
        ("cos://localhost/bucket/a?scheme=https", Connection("bucket", "a", "https://localhost")),
        (
            "cos://s3.us-west-2.amazonaws.com/bucket/a%2Fb?x",
            Connection("bucket", "a%2Fb?x", "https://s3.us-west-2.amazonaws.com", "us-west-2"),
        ),
        (" s3://bucket/a/b c@d/e \n", Connection("bucket", "a/b c@d/e")),
        ("s3://localhost:80/bucket/p", Connection("bucket", "p", "http://localhost:80")),
        ("COS://:@example.com/bucket", Connection("bucket", "", "https://example.com")),
    ],
)
def test_forms(text, expected):
    assert parse(text, {}) == expected


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("https://example.com/bucket", "not a connection to an object store"),
        ("", "not a connection to an object store"),
        ("cos://k:hidden@example.com/", "no endpoint in the connection"),
        ("cos://example.com/", "no bucket in the connection"),
        ("cos://k:hidden@example.com//path", "no bucket in the connection"),
        ("cos://k:hidden@exam ple.com/bucket/path", "no endpoint in the connection"),
        ("cos://hidden@example.com/bucket/path", "a key without a secret in the connection"),
        ("cos://:hidden@example.com/bucket/path", "a key without a secret in the connection"),
        ("cos://k:hidden@e/bucket?scheme=ftp", "the scheme of a connection is http or https"),
    ],
)
def test_what_is_no_connection(text, problem):
    with pytest.raises(BadConnectionError) as error:
        parse(text, {})
    assert str(error.value) == f"{problem}: {EXPECTED}"


def test_the_environment_gives_endpoint_and_region():
    environment = {"AWS_ENDPOINT_URL": "http://a:1", "AWS_DEFAULT_REGION": "r-2"}
    assert parse("s3://bucket/p", environment) == Connection("bucket", "p", "http://a:1", "r-2")
    environment["AWS_ENDPOINT_URL_S3"], environment["AWS_REGION"] = "http://b:1", "r-1"
    assert parse("s3://bucket/p", environment) == Connection("bucket", "p", "http://b:1", "r-1")
    assert parse("cos://c/bucket/p?region=r-0", environment) == Connection("bucket", "p", "https://c", "r-0")


def test_neither_repr_nor_text_shows_the_keys():
    connection = parse("cos://access:hidden@example.com/bucket/a/b", {})
    assert str(connection) == "cos://example.com/bucket/a/b"
    assert repr(connection) == (
        "Connection(bucket='bucket', path='a/b', endpoint='https://example.com', region='us-east-1')"
    )
    assert str(parse("s3://bucket", {})) == "s3://bucket"


def test_the_folder_and_the_name_of_an_object():
    connection = parse("cos://k:s@example.com/bucket/a/b.csv", {})
    folder, name = connection.split()
    assert (str(folder), folder.secret_key, name) == ("cos://example.com/bucket/a", "s", "b.csv")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no cos://a:b@c/d, no postgresql://u:p@ss@h/d", "no cos://***@c/d, no postgresql://***@h/d"),
        ("cos://c/d me@example.com", "cos://c/d me@example.com"),
        ("'cos://a:b/@c' failed\ncos://a:b@c", "'cos://***@c' failed\ncos://***@c"),
    ],
)
def test_redacted(text, expected):
    assert redacted(text) == expected


RAW = st.text(string.ascii_letters + string.digits + "+/=_-.", min_size=1)


@given(st.text(string.ascii_uppercase + string.digits, min_size=1), RAW)
def test_raw_secrets_are_understood(key, secret):
    connection = parse(f"cos://{key}:{secret}@{IBM}/bucket/path", {})
    assert connection == Connection("bucket", "path", f"https://{IBM}", "eu-de", key, secret)


@given(st.text(min_size=1), st.text(min_size=1))
def test_any_secret_can_be_percent_encoded(key, secret):
    text = f"cos://{quote(key, safe='')}:{quote(secret, safe='')}@{IBM}/bucket/path"
    connection = parse(text, {})
    assert connection == Connection("bucket", "path", f"https://{IBM}", "eu-de", key, secret)
    assert redacted(text) == f"cos://***@{IBM}/bucket/path"


@given(st.text())
def test_no_text_raises_anything_else(text):
    for prefix in ("cos://", "s3://", ""):
        with contextlib.suppress(BadConnectionError):
            assert parse(prefix + text, {}).bucket
