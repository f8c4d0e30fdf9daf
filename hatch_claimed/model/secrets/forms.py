"""Credentials that can be told by their own form, whatever they are called."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from hatch_claimed.model.secrets.values import is_placeholder, is_random, looks_random

# bounded, so that long texts take no long time
_USER = r"(?P<user>[\w.+%~-]{0,128})"
_BEHIND_USER = r"(?P<password>[^\s/@:(){}\[\]<>|\\^*\"'`]{1,256})"
_HOST = r"(?P<host>[\w.-]{0,256})"
_URL = re.compile(rf"\b[a-z][a-z0-9+.-]{{0,20}}://{_USER}:{_BEHIND_USER}@{_HOST}", re.IGNORECASE)
# the keys of object stores are base64 and hold slashes
_OBJECT_URL = re.compile(
    rf"\b(?:cos|s3)://{_USER}:(?P<password>[^\s@:(){{}}\[\]<>\"'`]{{1,256}})@{_HOST}", re.IGNORECASE
)
_SAMPLE_HOST = re.compile(r"(?:.*\.)?(?:example(?:\.\w+)?|test|invalid)|host(?:name)?|server", re.IGNORECASE)
_PRIVATE_KEY = re.compile(r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----[\s#'\"\\n+]*[A-Za-z0-9+/=:\s,-]{40}")
_FEWEST_CHARACTERS = 8
"""A token is random; `ghp_xxxxxxxx…` holds fewer different characters."""
_SAMPLE = re.compile("example|x{4}|your|1234567890|abcdef0123|0123456789|deadbeef", re.IGNORECASE)
# the token that every page about JWT shows: {"sub":"1234567890"
_SAMPLE_JWT = "eyJzdWIiOiIxMjM0NTY3ODkwI"


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a text holds, such as `a GitHub token`, and the variable that it could come from.

    It is `certain` where nothing else has this form.
    """

    what: str
    name: str
    certain: bool = True


_IN_URL = Credentials("a URL with a password", "connection")
_KEY_IN_URL = Credentials("a URL with a key", "api_key", certain=False)
_OF_PRIVATE_KEY = Credentials("a private key", "private_key")
_IN_SETTINGS = Credentials("a connection with a password", "connection", certain=False)
_IN_HEADER = Credentials("a header with credentials", "authorization", certain=False)

# as their issuers document them; a word that must stand in the text makes the search cheap
_TOKEN_FORMS: Mapping[tuple[str, ...], tuple[Credentials, str]] = {
    ("AKIA", "ASIA"): (Credentials("an AWS access key id", "access_key_id"), r"(?:AKIA|ASIA)[A-Z2-7]{16}"),
    ("ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"): (
        Credentials("a GitHub token", "token"),
        r"gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{40,}",
    ),
    ("gl",): (Credentials("a GitLab token", "token"), r"gl(?:pat|dt|rt|cbt|ptt|ft|soat)-[A-Za-z0-9_-]{20,}"),
    ("xox", "xapp-"): (
        Credentials("a Slack token", "token"),
        r"xox[abeoprs]-[A-Za-z0-9-]{20,}|xapp-\d-[A-Za-z0-9-]{20,}",
    ),
    ("hf_", "api_org_"): (Credentials("a Hugging Face token", "token"), r"(?:hf|api_org)_[A-Za-z]{34}"),
    ("pypi-AgE",): (Credentials("a PyPI token", "token"), r"pypi-AgE[A-Za-z0-9_-]{50,}"),
    ("AIza",): (Credentials("a Google API key", "api_key"), r"AIza[A-Za-z0-9_-]{35}"),
    ("GOCSPX-",): (Credentials("a Google client secret", "client_secret"), r"GOCSPX-[A-Za-z0-9_-]{28}"),
    ("T3BlbkFJ",): (
        Credentials("an OpenAI API key", "api_key"),
        r"sk-(?:proj-|svcacct-|admin-)?[A-Za-z0-9_-]{20,100}T3BlbkFJ[A-Za-z0-9_-]{20,100}",
    ),
    ("sk-ant-",): (Credentials("an Anthropic API key", "api_key"), r"sk-ant-[a-z]{3,8}\d\d-[A-Za-z0-9_-]{80,120}"),
    ("k_live_",): (Credentials("a Stripe key", "api_key"), r"[sr]k_live_[A-Za-z0-9]{24,}"),
    ("SG.",): (Credentials("a SendGrid key", "api_key"), r"SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}"),
    ("npm_",): (Credentials("an npm token", "token"), r"npm_[A-Za-z0-9]{36}"),
    ("dapi",): (Credentials("a Databricks token", "token"), r"dapi[0-9a-f]{32}(?:-\d)?"),
    ("dckr_pat_",): (Credentials("a Docker Hub token", "token"), r"dckr_pat_[A-Za-z0-9_-]{27,}"),
    ("hvs.",): (Credentials("a Vault token", "token"), r"hvs\.[A-Za-z0-9_-]{24,}"),
    ("dop_v1_",): (Credentials("a DigitalOcean token", "token"), r"dop_v1_[0-9a-f]{64}"),
    # anybody may issue one, and some are made to be public
    ("eyJ",): (
        Credentials("a JSON Web Token", "token", certain=False),
        r"eyJ[A-Za-z0-9_-]{10,2000}\.eyJ[A-Za-z0-9_-]{10,8000}\.[A-Za-z0-9_-]{20,}",
    ),
    ("hooks.slack.com",): (
        Credentials("the address of a Slack webhook", "webhook", certain=False),
        r"hooks\.slack\.com/services/T[A-Z0-9]{8,12}/B[A-Z0-9]{8,12}/[A-Za-z0-9]{24}",
    ),
}
_TOKENS_BY_FORM = tuple(
    (words, found, re.compile(rf"(?<![A-Za-z0-9_-])(?:{form})(?![A-Za-z0-9_-])"))
    for words, (found, form) in _TOKEN_FORMS.items()
)
# ODBC, JDBC, libpq and Azure: `host=db user=reader password=…`, `AccountKey=…;`, `?user=a&password=…`
_SETTING = re.compile(
    r"(?:^|[;&?\s])(?:password|passwd|pwd|accountkey|sharedaccesskey|access_token|api_?key|client_secret)\s?=\s?"
    r"(?P<value>[^\s;&'\"{}<>$%()\[\]]{4,256})",
    re.IGNORECASE,
)
_IN_QUERY = re.compile(
    r"[?&](?:api_?key|app_?id|access_token|subscription-key)=(?P<value>[A-Za-z0-9_.~-]{16,512})(?=$|[&#\s'\"])",
    re.IGNORECASE,
)
_SETTINGS = re.compile(r"(?:^|[;&?\s])[a-z][\w ]{1,30}=", re.IGNORECASE)
_HEADER = re.compile(
    r"(?:(?:^|[\s:'\"])(?:Bearer|Basic|Token|ApiKey)|^(?:Authorization:\s*)?(?:bearer|token))"
    r"\s+(?P<value>[A-Za-z0-9+/=._~-]{12,4096})(?=$|['\"\s])"
)


def credentials(text: str) -> Credentials | None:
    """The credentials that a text holds; None for those that only stand for some: `https://user:password@host`."""
    if "://" in text and any(_is_given(url) for form in (_URL, _OBJECT_URL) for url in form.finditer(text)):
        return _IN_URL
    if "PRIVATE KEY" in text and _PRIVATE_KEY.search(text):
        return _OF_PRIVATE_KEY
    for words, found, form in _TOKENS_BY_FORM:
        if any(word in text for word in words) and any(_is_real(one.group()) for one in form.finditer(text)):
            return found
    if "://" in text and any(is_random(one["value"]) and _is_real(one["value"]) for one in _IN_QUERY.finditer(text)):
        return _KEY_IN_URL
    if "=" in text and _holds_setting(text):
        return _IN_SETTINGS
    return _IN_HEADER if _holds_header(text) else None


def credentials_in(text: str) -> str | None:
    """What kind of credentials a text holds: `a URL with a password`, `a GitHub token`."""
    found = credentials(text)
    return found.what if found else None


def _holds_setting(text: str) -> bool:
    """Whether a text of several `name=value` has a password: one alone is an assignment, which has its own rule."""
    found = [match["value"] for match in _SETTING.finditer(text)]
    return any(_is_password(value) for value in found) and len(_SETTINGS.findall(text)) > 1


def _is_password(value: str) -> bool:
    return not is_placeholder(value) and looks_random(value) and not _SAMPLE.search(value)


def _holds_header(text: str) -> bool:
    if not any(word in text for word in ("Bearer ", "Basic ", "Token ", "ApiKey ", "bearer ", "token ")):
        return False
    return any(is_random(match["value"]) and _is_real(match["value"]) for match in _HEADER.finditer(text))


def _is_given(url: re.Match[str]) -> bool:
    password = url["password"]
    if password == url["user"] or password.startswith("$") or _SAMPLE_HOST.fullmatch(url["host"]):
        return False
    return not is_placeholder(password)


def _is_real(token: str) -> bool:
    return len(set(token)) >= _FEWEST_CHARACTERS and not _SAMPLE.search(token) and _SAMPLE_JWT not in token
