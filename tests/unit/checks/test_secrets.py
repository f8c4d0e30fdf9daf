import pytest
from hypothesis import given
from hypothesis import strategies as st

from hatch_claimed.checks.report import as_text
from hatch_claimed.checks.rules import secrets
from hatch_claimed.model.secrets.forms import credentials_in
from hatch_claimed.model.secrets.names import secret_kind
from hatch_claimed.model.secrets.urls import has_credentials
from hatch_claimed.model.secrets.values import is_key_material, is_random, is_secret

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
        ("store_pass", "password"),
        ("SMTP_PASS", "password"),
        ("dbPass", "password"),
        ("user_pw", "password"),
        ("pass_phrase", "password"),
        ("pswd", "password"),
        ("fs.s3a.secret.key", "key"),
        ("spark.hadoop.fs.azure.account.key.sales.blob.core.windows.net", "key"),
        ("s3.secret-access-key", "key"),
        ("encryption_key", "token"),
        ("KAGGLE_KEY", "token"),
        # said of what can be nothing else
        ("pass", "short"),
        ("pw", "short"),
        ("total_pw", "short"),
        ("band_pass", None),
        ("high_pass", None),
        ("first_pass", None),
        ("lowpass", None),
        ("bypass", None),
        ("overpass", None),
        ("n_passes", None),
        ("passes", None),
        ("pass_through", None),
        ("passed", None),
        ("pass_rate", None),
        ("compass", None),
        ("pwm", None),
        ("password_hash", None),
        ("encrypted", None),
        ("foreign_key", None),
        ("sort_key", None),
        ("token_count", None),
        ("max_tokens", None),
        ("pad_token", None),
        ("next_page_token", None),
        ("key_column", None),
        ("primary_key", None),
        ("key", None),
        ("password_file", None),
        ("secret_name", None),
        ("GOOGLE_APPLICATION_CREDENTIALS", None),
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
        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        "00000000-0000-0000-0000-000000000000",
        "0123456789abcdef",
        "abcdef0123456789",
        "a1b2c3d4e5f6",
        "abcdefgh",
        "anonymous@",
        "pk.eyJ1Ijoic2FsZXMiLCJhIjoiY2p4In0.Qm3tZ8vKx1Rj7LwYc5Hs9B",
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
        "sk-ant-api03-your-key-here",
        "sk-proj-" + "x" * 40,
        "pk.eyJ1Ijoic2FsZXMiLCJhIjoiY2p4In0.Qm3tZ8vKx1Rj7LwYc5Hs9B",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.Qm3tZ8vKx1Rj7LwYc5Hs9Bn2Df6G",
        "host=db.intern.net user=reader password=<password>",
        "Server=db;Uid=reader;Pwd={password};",
        "password=Blue7Sparrow",
        "a=1&b=2&api_key=DEMO_KEY",
        "https://api.intern.net/apod?api_key=DEMO_KEY",
        "https://tiles.intern.net?access_token=pk.eyJ1Ijoic2FsZXMiLCJhIjoiY2p4In0.Qm3tZ8vKx1Rj7LwYc5Hs9B",
        "token classification4you",
        "the token Kd83jf0sLq2mVz71",
        "Bearer ${TOKEN}",
        "Authorization: Bearer your-token-2",
        "Basic knowledge2 of statistics",
        "Token classification4you",
        "https://storage.example.com/a.csv?se=2021&sp=r&year=2021",
        "-----BEGIN PRIVATE KEY-----",
        "-----BEGIN PUBLIC KEY-----\n" + "A" * 64,
    ],
)
def test_no_credentials(text):
    assert credentials_in(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "q0FAKEfake1FAKEfake2FAKEfake3FAK",
        "Kd83jf0s/Lq2mVz71+aB",
        "9f8e7d6c5b4a39281706f5e4d3c2b1a0",
        "Fa9ke2pass71",
    ],
)
def test_what_nothing_but_a_secret_looks_like(text):
    assert is_random(text)


@pytest.mark.parametrize(
    "text",
    [
        "token_sha256",
        "cluster_12",
        "utf8mb4_bin",
        "Coarse10km",
        "Sentinel2A",
        "2021-11-30T12:00:00",
        "resnet50-v1.5",
        "bert-base-uncased-2L-128H",
        "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
        "data/2021a3b4/rows5.csv",
        "/var/lib/a1b2c3d4e",
        "aaaaa1a1a1a1",
        "spark.executor.memory4g",
    ],
)
def test_what_is_made_of_words_is_not_random(text):
    assert not is_random(text)


@pytest.mark.parametrize(
    ("text", "random"),
    [
        ("Kd83jf0sLq2mVz71Wm5xPq9fRt4b", True),
        ("9f8e7d6c5b4a39281706f5e4d3c2b1a0", True),
        ("9f8e7d6c5b4a39281706f5e4", False),
        ("projects/sales-2021/a1b2c3d4e5", False),
        ("Kd83jf0sLq2mVz71", False),
    ],
)
def test_keys_that_are_generated(text, random):
    assert is_key_material(text) == random


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


@pytest.mark.parametrize(
    "piece",
    [
        "a.",
        "a:",
        "://",
        "s3://a:",
        "{",
        "a1",
        "a=",
        "?pwd=",
        "Bearer a1",
        "eyJ",
        "sk-",
        "SG.",
        "x@",
        "-----BEGIN A ",
        "AKIA",
        "\\",
    ],
)
def test_long_texts_take_no_long_time(piece, subject):
    text = piece * 20_000
    assert credentials_in(f"{text}://PRIVATE KEY") is None
    assert not is_secret(text, "password")


def test_a_word_of_any_length_is_read_once():
    # with a pattern that begins at each letter again, these would take an hour
    word = "a" * 1_000_000
    assert not has_credentials(word)
    assert list(secrets._COMMENTED.finditer(word)) == []
    assert has_credentials(f"{word} https://somebody:s3cretOf@host.example.org/x")
    assert secrets._COMMENTED.search(f"{word}_token = 'x'")[2] == "x"
