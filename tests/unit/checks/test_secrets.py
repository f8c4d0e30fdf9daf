import pytest
from hypothesis import given
from hypothesis import strategies as st

from hatch_claimed.checks.report import as_text
from hatch_claimed.checks.rules import secrets
from hatch_claimed.checks.rules._secrets import credentials_in, is_secret, secret_kind

VALUES = st.from_regex(r"[A-Z][a-z]{3}[0-9]{4}[A-Z]{4}[0-9]{4}", fullmatch=True)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("password", "password"),
        ("DB_PASSWORD", "password"),
        ("dbPassword2", "password"),
        ("pwd", "password"),
        ("password_default", "password"),
        ("api_key", "key"),
        ("apikey", "key"),
        ("AWS_SECRET_ACCESS_KEY", "key"),
        ("secretKey", "key"),
        ("private-key", "key"),
        ("token", "token"),
        ("HF_TOKEN", "token"),
        ("client_secret", "token"),
        ("credentials", "token"),
        ("token_count", None),
        ("max_tokens", None),
        ("pad_token", None),
        ("next_page_token", None),
        ("key_column", None),
        ("primary_key", None),
        ("key", None),
        ("password_file", None),
        ("secret_name", None),
        ("AWS::ApiGateway::ApiKey", None),
        ("monkey", None),
        ("", None),
        ("7", None),
    ],
)
def test_names(name, kind):
    assert secret_kind(name) == kind


@pytest.mark.parametrize(
    "text",
    [
        "<password>",
        "{password}",
        "${PASSWORD}",
        "$PASSWORD",
        "%s",
        "%(password)s",
        "[your password]",
        "your-password-2",
        "xxxx",
        "XXX-xxx",
        "********",
        "changeme",
        "CHANGE_ME_2",
        "DB_PASSWORD",
        "postgres_password",
        "Enter your password",
        "12345678",
        "not-needed",
        "/run/secrets/db-1",
        "./pw2",
        "https://vault.intern.net/v1/db",
        "password.txt",
        "",
        "abc",
    ],
)
def test_what_stands_for_a_secret_is_none(text):
    assert not is_secret(text, "password")


@pytest.mark.parametrize(
    "text",
    [
        "https://user:password@host/path",
        "cos://<key>:<secret>@endpoint/bucket/path",
        "cos://access_key:secret_key@endpoint/bucket",
        "postgresql://{user}:{password}@db",
        "https://$USER:$TOKEN@github.com",
        "https://git@github.com/a/b",
        "ssh://git@host:22/a",
        "http://host:8080/a@b",
        "http://host:80/x and maria@intern.net",
        "amqp://guest:guest@queue",
        "https://reader:Blue7Sparrow@sales.example.org",
        "AKIAIOSFODNN7EXAMPLE",
        "ghp_" + "x" * 36,
        "hf_your" + "a" * 30,
        "-----BEGIN PRIVATE KEY-----",
        "-----BEGIN PUBLIC KEY-----\n" + "A" * 64,
    ],
)
def test_no_credentials(text):
    assert credentials_in(text) is None


@given(value=VALUES)
def test_a_secret_is_found_and_never_shown(value, subject):
    text = (
        f"import os\npassword = os.getenv('password', '{value}')\napi_key = '{value}'\n"
        f"url = 'https://reader:{value}@files.intern.net'\n# token = '{value}'\n"
    )
    read = subject(text)
    found = [finding for rule in secrets.RULES for finding in rule.findings(read)]
    assert [(finding.code, finding.line) for finding in found] == [
        ("CLM061", 2),
        ("CLM062", 4),
        ("CLM062", 3),
        ("CLM062", 5),
    ]
    assert value not in as_text(found)


@pytest.mark.parametrize("piece", ["a.", "a:", "://", "s3://a:", "{", "x@", "-----BEGIN A ", "AKIA", "\\"])
def test_long_texts_take_no_long_time(piece, subject):
    text = piece * 20_000
    assert credentials_in(f"{text}://PRIVATE KEY") is None
    assert not is_secret(text, "password")
