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
        "    Mend the syntax on this line or just before it.\n1 error"
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
