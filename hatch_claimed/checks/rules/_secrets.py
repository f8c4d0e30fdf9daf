"""What looks like a secret: by its name, by its own form, and what only stands for one."""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal["password", "key", "token"]

_PASSWORDS = frozenset({"password", "passwd", "passphrase", "pwd"})
_KEYS = frozenset({"apikey", "accesskey", "secretkey", "privatekey"})
_BEFORE_KEY = frozenset({"api", "access", "secret", "private", "account"})
_TOKENS = frozenset({"token", "secret", "credential", "credentials"})
# what stands in front of `token` where it is one of language models, of parsers or of pages of results
_OTHER_KINDS = """
bos eos pad cls sep unk mask start stop begin end first last next prev previous page continuation sync special new line
image video audio text word delimiter separator split space blank prefix suffix resume cursor system user assistant tool
think thinking eot csrf
"""
_OF_OTHER_KINDS = frozenset(_OTHER_KINDS.split())
_TAILS = frozenset({"default", "value", "str", "string", "text"})

# words that make up names and hints, and no secret
_NO_SECRETS = """
password passwords passwd passphrase passwort pwd pass pw secret secrets token tokens credential credentials key keys
apikey api access private public auth bearer basic account client login aws gcp azure ibm cos s3 hf openai github
gitlab minio db database user username id name value string str text type none null nil na true false yes no not
needed required optional empty unset undefined default dummy fake mock demo test testing tests example examples sample
placeholder todo tbd fixme foo bar baz abc qwerty anonymous guest hidden redacted changeme changeit change replace
insert enter fill put set get add provide paste use your my our the a an this that it is here me with in by of for
from to and or as env environment variable var os sk file path url uri
"""
_WORDS = frozenset(_NO_SECRETS.split())
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_PATH = re.compile(r"(?:[/~.]|[A-Za-z]:[\\/]|[\w+.-]+://|arn:|vault:|secret:).*|.*\.[a-z]\w{1,4}", re.DOTALL)
_OF_KEYS = re.compile(r"[\w+/=.:~!@#$%&*-]+", re.ASCII)
_NAME = re.compile(r"[\w.-]{1,80}")
_MARKED = re.compile(r"<.*>|\[.*\]|\(.*\)|.*\{.*\}.*|.*%[(sd].*|\$\w+|.*\$\(.*|(.)\1*|1234\d*|id_\w+", re.DOTALL)

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
_TOKEN_FORMS = {
    "an AWS access key id": r"(?:AKIA|ASIA)[A-Z2-7]{16}",
    "a GitHub token": r"gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{40,}",
    "a GitLab token": r"gl(?:pat|dt|rt|cbt|ptt|ft|soat)-[A-Za-z0-9_-]{20,}",
    "a Slack token": r"xox[abeoprs]-[A-Za-z0-9-]{20,}|xapp-\d-[A-Za-z0-9-]{20,}",
    "a Hugging Face token": r"(?:hf|api_org)_[A-Za-z]{34}",
    "a PyPI token": r"pypi-AgE[A-Za-z0-9_-]{50,}",
    "a Google API key": r"AIza[A-Za-z0-9_-]{35}",
}
_TOKENS_BY_FORM = {
    what: re.compile(rf"(?<![A-Za-z0-9_-])(?:{form})(?![A-Za-z0-9_-])") for what, form in _TOKEN_FORMS.items()
}
_LONGEST = 512
_FEWEST_CHARACTERS = 8
"""A token is random; `ghp_xxxxxxxx…` holds fewer different characters."""


def secret_kind(name: str) -> Kind | None:
    """What a name such as `db_password` promises. The last words decide: `token_count` and `primary_key` are none."""
    words = _words(name) if _NAME.fullmatch(name) else []
    while words and (words[-1].isdigit() or words[-1] in _TAILS):
        words.pop()
    if not words:
        return None
    before = words[-2] if len(words) > 1 else ""
    if words[-1] in _PASSWORDS:
        return "password"
    if words[-1] in _KEYS or (words[-1] == "key" and before in _BEFORE_KEY):
        return "key"
    return "token" if words[-1] in _TOKENS and before not in _OF_OTHER_KINDS else None


def is_secret(value: str, kind: Kind) -> bool:
    """Whether a text is a secret of its kind, and neither a placeholder nor the name or the place of one.

    Passwords may be plain words; tokens and the like are only believed when they look random.
    """
    if not 4 <= len(value) <= _LONGEST or is_placeholder(value) or _PATH.fullmatch(value):
        return False
    return kind != "token" or looks_random(value)


def looks_random(value: str) -> bool:
    """Whether a text has letters and digits, and the length of a secret."""
    return (
        len(value) >= 8
        and _OF_KEYS.fullmatch(value) is not None
        and bool(re.search(r"\d.*[A-Za-z]|[A-Za-z].*\d", value))
    )


def is_placeholder(value: str) -> bool:
    """Whether a text stands for a secret: `<password>`, `xxx`, `your-key`, `{token}`, `GITHUB_TOKEN`, prose."""
    if any(char.isspace() for char in value) or _MARKED.fullmatch(value):
        return True
    if secret_kind(value) and not any(char.isdigit() for char in value):
        return True  # the name of one
    words = _words(value)
    rest = re.sub(r"[A-Za-z0-9_./-]", "", value)
    if any(word in {"example", "changeme", "placeholder", "your"} or re.fullmatch("x{3,}", word) for word in words):
        return True
    return not rest and all(word in _WORDS or len(word) == 1 for word in words)


def credentials_in(text: str) -> str | None:
    """What kind of credentials a text holds: `a URL with a user and a password`, `a GitHub token`."""
    if "://" in text and any(_is_given(url) for form in (_URL, _OBJECT_URL) for url in form.finditer(text)):
        return "a URL with a password"
    if "PRIVATE KEY" in text and _PRIVATE_KEY.search(text):
        return "a private key"
    for what, form in _TOKENS_BY_FORM.items():
        if any(_is_real(found.group()) for found in form.finditer(text)):
            return what
    return None


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _is_given(url: re.Match[str]) -> bool:
    password = url["password"]
    if password == url["user"] or password.startswith("$") or _SAMPLE_HOST.fullmatch(url["host"]):
        return False
    return not is_placeholder(password)


def _is_real(token: str) -> bool:
    return len(set(token)) >= _FEWEST_CHARACTERS and not re.search("example|x{4}|your|1234567890", token, re.IGNORECASE)
