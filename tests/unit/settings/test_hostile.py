import pytest

from hatch_claimed.checks.report import as_text
from hatch_claimed.settings.load import read_manifest, resolve

MINIMAL = '[project]\nname = "demo"\nversion = "1.2"\n\n[tool.claimed]\nrepository = "registry.example.com/team"\n'


def problems(text, version="1.2"):
    manifest, findings = read_manifest(text)
    if manifest is not None:
        _, findings = resolve(manifest, version)
    return as_text(findings)


def test_toml_that_python_cannot_hold():
    nested = problems(MINIMAL + f"x = {'[' * 3000}{']' * 3000}\n")
    assert nested == (
        "pyproject.toml: error CLM005: is not valid TOML: it is nested too deeply\n"
        "    Correct the syntax on this line or just before it.\n1 error"
    )
    assert problems(MINIMAL + f"x = {'1' * 5000}\n").startswith(
        "pyproject.toml: error CLM005: is not valid TOML: Exceeds the limit (4300 digits)"
    )


def test_a_byte_order_mark():
    assert (
        problems("\ufeff" + MINIMAL)
        == """\
pyproject.toml:1:1: error CLM005: is not valid TOML: Invalid statement
    Save the file without a byte order mark.
1 error"""
    )


@pytest.mark.parametrize(
    ("version", "meant"),
    [("1!2.0", "1-2.0"), ("a b/c", "a-b-c"), ("-1", "1"), ("1.0\n", "1.0-"), ("ä", "1.0"), ("1" * 129, "1" * 128)],
)
def test_a_version_that_is_no_tag(version, meant):
    assert (
        problems(MINIMAL, version=version)
        == f"""\
pyproject.toml:3: error CLM003: `project.version` is {version!r}, which cannot be the tag of an image
    Write `version = "{meant}"` below `[tool.claimed]`: an image tag of up to 128 letters, digits, `_`, `.` and `-`, \
such as `1.0`.
1 error"""
    )
    assert problems(MINIMAL + 'version = "1.0"\n', version=version) == ""


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("https://me:hunter2@registry.example.com/team", "…@registry.example.com/team"),
        ("https://hunter2@registry.example.com/team", "…@registry.example.com/team"),
        ("me:hunter2@registry.example.com/team", "…@registry.example.com/team"),
        ("me:hunt/er@2@registry.example.com/team", "…@registry.example.com/team"),
    ],
)
def test_credentials_in_a_setting_are_not_shown(value, shown):
    for key, wanted in [
        ("repository", "a registry and a namespace in lower case, such as `registry.example.com/team`"),
        ("base-image", "an image reference, such as `docker.io/library/python:3.12-slim`"),
    ]:
        assert (
            problems(f'[tool.claimed]\nrepository = "x"\n[tool.claimed.operators.one]\n{key} = "{value}"\n')
            == f"""\
pyproject.toml:4: error CLM003: `tool.claimed.operators.one.{key}` is "{shown}"
    Write {wanted}.
1 error"""
        )


def test_a_digest_is_no_secret():
    shown = problems(MINIMAL + 'base-image = "Python:3@sha256:12"\n')
    assert shown.startswith('pyproject.toml:7: error CLM003: `tool.claimed.base-image` is "Python:3@sha256:12"\n')


@pytest.mark.parametrize(
    ("key", "value"), [("version", "1.0"), ("base-image", "x:1"), ("python", "3.12"), ("wheel-path", "a")]
)
def test_a_line_feed_at_the_end_is_no_part_of_a_name(key, value):
    assert problems(MINIMAL + f'{key} = "{value}"\n') == ""
    shown = problems(MINIMAL + f'{key} = "{value}\\n"\n')
    assert shown.startswith(f"pyproject.toml:7: error CLM003: `tool.claimed.{key}` ")


OPEN = (
    "it without a user and a password, which everybody can read here and in images: build secrets such as `netrc` are "
    "for these, and secrets of Kubernetes"
)
CACHE = "it without keys and tokens, which `docker buildx` finds in variables such as `AWS_SECRET_ACCESS_KEY`"


@pytest.mark.parametrize(
    ("table", "key", "value", "shown", "wanted"),
    [
        ("build", "args.PIP_INDEX_URL", "https://me:hunter2@x.org/simple", "…@x.org/simple", OPEN),
        ("build", "args.PIP_EXTRA", "https://x.org/a https://:hunter2@x.org/b", "…@x.org/b", OPEN),
        ("build", "contexts.base", "https://me:hunter2@x.org/repo.git", "…@x.org/repo.git", OPEN),
        ("grid-wrappers.one", "parameters.source", "cos://me:hun/ter2@x.org/{batch}", "…@x.org/{batch}", OPEN),
        (
            "build",
            "cache-to",
            ["type=s3,bucket=b,access_key_id=hunter2,secret_access_key=hunter2,session_token=hunter2"],
            "type=s3,bucket=b,access_key_id=…,secret_access_key=…,session_token=…",
            CACHE,
        ),
        ("build", "cache-from", ["type=gha,token=hunter2,scope=x"], "type=gha,token=…,scope=x", CACHE),
    ],
)
def test_credentials_that_artifacts_would_hold_are_refused_and_not_shown(table, key, value, shown, wanted):
    written = str(value).replace("'", '"') if isinstance(value, list) else f'"{value}"'
    assert (
        problems(f'[tool.claimed]\nrepository = "x"\n[tool.claimed.{table}]\n{key} = {written}\n')
        == f"""\
pyproject.toml:4: error CLM003: `tool.claimed.{table}.{key}` is "{shown}"
    Write {wanted}.
1 error"""
    )


@pytest.mark.parametrize(
    "line",
    [
        'args = { PIP_INDEX_URL = "https://x.org:8080/simple", NOTE = "a:b@c", MAIL = "x://a/b:c@d" }',
        'contexts = { x = "docker-image://mirror.example.com/python:3.12-slim@sha256:00" }',
        'contexts = { x = "docker-image://mirror.example.com:5000/python:3.12-slim@sha256:00", y = "https://x.org:80/a@b" }',
        'cache-to = ["type=registry,ref=registry.example.com:5000/team/cache:x,mode=max"]',
    ],
)
def test_what_only_looks_like_credentials_is_taken(line):
    assert problems(f"{MINIMAL}[tool.claimed.build]\n{line}\n") == ""
