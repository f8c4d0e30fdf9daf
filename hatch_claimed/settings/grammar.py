"""What the texts of settings may be."""

from __future__ import annotations

from hatch_claimed.model import reference
from hatch_claimed.settings.options import TextPattern

_HOST = r"(?:localhost|[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*)(?::[0-9]+)?"
_REPOSITORY = rf"{_HOST}(?:/{reference.COMPONENT})*"

REPOSITORY = TextPattern(
    rf"^{_REPOSITORY}$", "a registry and a namespace in lower case, such as `registry.example.com/team`"
)
TAG = TextPattern(rf"^{reference.TAG}$", "an image tag of up to 128 letters, digits, `_`, `.` and `-`, such as `1.0`")
IMAGE = TextPattern(
    rf"^{_REPOSITORY}(?::{reference.TAG})?(?:@{reference.SHA256})?$",
    "an image reference, such as `docker.io/library/python:3.12-slim`",
)
PLATFORM = TextPattern(r"^[a-z0-9]+/[a-z0-9_]+(?:/v[0-9]+)?$", "a platform, such as `linux/amd64`")
PYTHON = TextPattern(r"^3\.(?:9|[1-9][0-9])$", "a version from 3.9 on, such as `3.12`")
GLOB = TextPattern(
    r"^(?![/~\\]|[A-Za-z]:)(?!(?:.*/)?\.\.(?:/|$)).+$",
    "a pattern relative to the project's root that stays inside it, such as `operators/**/*.py`",
)

OPERATOR = TextPattern(
    r"^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$",
    "1 to 63 lower-case letters, digits and hyphens, with no hyphen at the ends, such as `clean-levels`",
)
FUNCTION = TextPattern(r"^[A-Za-z_][A-Za-z0-9_]*$", "the name of a function, such as `grid_process`")
VARIABLE = TextPattern(r"^[A-Za-z_][A-Za-z0-9_]*$", "the name of an environment variable, such as `PIP_INDEX_URL`")
SECRET = TextPattern(r"^[A-Za-z0-9][A-Za-z0-9._-]*$", "a name of letters, digits, `.`, `_` and `-`, such as `netrc`")
BUILDER = TextPattern(r"^[A-Za-z][A-Za-z0-9_.-]*$", "the name of a builder, as `docker buildx ls` shows it")
RULE = TextPattern(
    r"^CLM[0-9]{0,3}$", "the code of a rule, such as `CLM040`, or the beginning of several, such as `CLM04`"
)

# no URL with a password; a port and a digest are none
_OPEN = r"(?![\s\S]*://[^/\s@]*:(?![0-9]+/)[^\s@]+@(?!sha256:))"
OPEN = TextPattern(
    rf"^{_OPEN}[\s\S]*$",
    "it without a user and a password, which everybody can read here and in images: build secrets such as `netrc` are "
    "for these, and secrets of Kubernetes",
)
CACHE = TextPattern(
    rf"^(?![\s\S]*(?:access_key(?:_id)?|session_token|(?:^|,)token)=){_OPEN}[\s\S]+$",
    "it without keys and tokens, which `docker buildx` finds in variables such as `AWS_SECRET_ACCESS_KEY`",
)
