"""Whether a text is a secret, or only stands for one."""

from __future__ import annotations

import math
import re
from collections import Counter

from hatch_claimed.model.secrets.names import Kind, is_named_secret, words_of

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
_PATH = re.compile(r"(?:[/~.]|[A-Za-z]:[\\/]|[\w+.-]+://|arn:|vault:|secret:).*|.*\.[a-z]\w{1,4}", re.DOTALL)
_OF_KEYS = re.compile(r"[\w+/=.:~!@#$%&*-]+", re.ASCII)
# also the password of anonymous FTP, and tokens that Mapbox makes to be public
_MARKED = re.compile(
    r"<.*>|\[.*\]|\(.*\)|.*\{.*\}.*|.*%[(sd].*|\$\w+|.*\$\(.*|(.)\1*|1234\d*|id_\w+|[a-z]+@|pk\.eyJ.*", re.DOTALL
)
_SAMPLE_WORDS = frozenset({"example", "changeme", "placeholder", "your"})
# AWS ends its samples so, in one word with what is random
_SAMPLE = re.compile("EXAMPLE|x{5}|X{5}")
_IN_ORDER = (
    "abcdefghijklmnopqrstuvwxyz",
    "0123456789abcdef",
    "1234567890abcdef",
    "abcdef1234567890",
    "a1b2c3d4e5f6g7h8i9j0",
)
_SHORTEST, _LONGEST = 4, 512
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_HEX = re.compile(r"[0-9a-f]+", re.IGNORECASE)
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]+={0,2}")
_PIECES = re.compile(r"[_.:/ -]+")
_CHANGES = re.compile(r"(?<=\d)(?=[A-Za-z])|(?<=[A-Za-z])(?=\d)")
# in bits for each character; scanners of whole repositories take 3.0 for hexadecimal digits and 4.5 for base64
_LEAST_ENTROPY = 3.0
_FEWEST_CHANGES = 3
_LONG = 20
_SHORT = 8


def is_secret(value: str, kind: Kind) -> bool:
    """Whether a text is a secret of its kind, and neither a placeholder nor the name or the place of one.

    Passwords may be plain words; tokens and the like are only believed when they look random.
    """
    if len(value) > _LONGEST or stands_for_one(value):
        return False
    if kind == "short":
        return is_random(value)
    return kind != "token" or looks_random(value)


def stands_for_one(value: str) -> bool:
    """Whether a text is a placeholder, the name or the place of a secret, or too short to be one."""
    return len(value) < _SHORTEST or is_placeholder(value) or _PATH.fullmatch(value) is not None


def looks_random(value: str) -> bool:
    """Whether a text has letters and digits, and the length of a secret."""
    return (
        len(value) >= _SHORT
        and _OF_KEYS.fullmatch(value) is not None
        and bool(re.search(r"\d.*[A-Za-z]|[A-Za-z].*\d", value))
    )


def is_random(value: str) -> bool:
    """Whether a text can hardly be anything but a secret, even where no name says so.

    In one piece of it, letters and digits take turns, and there are many different ones: `token_sha256`, `cluster-12`
    and `utf8mb4_bin` are made of words. UUIDs name things.
    """
    if not looks_random(value) or is_placeholder(value) or _PATH.fullmatch(value) or _UUID.fullmatch(value):
        return False
    longest = max(_PIECES.split(value), key=len)
    if len(longest) < _SHORT or _entropy(longest) < _LEAST_ENTROPY:
        return False
    return len(_CHANGES.findall(longest)) >= _FEWEST_CHANGES


def is_key_material(value: str) -> bool:
    """Whether a text has the form of a generated key: long, of one alphabet, and with the entropy of chance.

    A checksum in hexadecimal digits has the same form: this counts only where a key belongs.
    """
    if len(value) < _LONG or not is_random(value):
        return False
    if _HEX.fullmatch(value):
        return len(value) >= 32 and _entropy(value) >= _LEAST_ENTROPY
    # of so many characters, chance makes nearly as many different ones as the text is long, up to 64
    mixed = _BASE64.fullmatch(value) is not None and not (value.islower() or value.isupper())
    return mixed and _entropy(value) >= min(4.5, 0.8 * math.log2(len(value)))


def is_placeholder(value: str) -> bool:
    """Whether a text stands for a secret: `<password>`, `xxx`, `your-key`, `{token}`, `GITHUB_TOKEN`, prose."""
    if any(char.isspace() for char in value) or _MARKED.fullmatch(value) or _SAMPLE.search(value):
        return True
    if is_named_secret(value) and not any(char.isdigit() for char in value):
        return True  # the name of one
    if _is_in_order(value):
        return True
    words = words_of(value)
    rest = re.sub(r"[A-Za-z0-9_./-]", "", value)
    if any(word in _SAMPLE_WORDS or re.fullmatch("x{3,}", word) for word in words):
        return True
    named = any(word in _WORDS for word in words) or len(value) < _SHORT
    return not rest and named and all(word in _WORDS or len(word) == 1 for word in words)


def _is_in_order(value: str) -> bool:
    """Rows of letters and digits, `abcd1234` and `0123456789abcdef`, and a UUID of hardly any different digits."""
    characters = "".join(char for char in value.lower() if char.isalnum())
    if len(set(characters)) <= (3 if _UUID.fullmatch(value) else 1):
        return True
    return len(characters) >= _SHORT and any(characters in row * 3 for row in _IN_ORDER)


def _entropy(text: str) -> float:
    """Shannon's entropy, in bits for each character."""
    counts = Counter(text).values()
    return -sum(count / len(text) * math.log2(count / len(text)) for count in counts)
