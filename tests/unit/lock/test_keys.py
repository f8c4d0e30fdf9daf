"""A table declared here alone is read, checked and written: nothing else knows the keys of a document."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

import pytest

from hatch_claimed.lock.keys import KeyFormat, LockTable
from hatch_claimed.lock.malformed import MalformedError, Node
from hatch_claimed.lock.table_reader import table_of
from hatch_claimed.lock.table_writer import text_of
from hatch_claimed.settings.options import TextPattern

DIGEST = TextPattern(r"^sha256:[0-9a-f]{4}$", "a digest, such as `sha256:c0de`")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(LockTable):
    digest: Annotated[str, DIGEST]
    old_digest: Annotated[str | None, DIGEST] = None
    others: Annotated[tuple[str, ...], DIGEST] = ()
    platforms: Annotated[Mapping[str, str], DIGEST]


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole(LockTable):
    size: int
    parts: Annotated[tuple[Part, ...], KeyFormat(key="part", order=("digest",))] = ()


WHOLE = Whole(
    size=2,
    parts=(
        Part(digest="sha256:aaaa", platforms={"linux/amd64": "sha256:0001"}),
        Part(digest="sha256:bbbb", old_digest="sha256:cccc", others=("sha256:dddd",), platforms={}),
    ),
)
TEXT = """\
size = 2

[[part]]
digest = "sha256:aaaa"

[part.platforms]
"linux/amd64" = "sha256:0001"

[[part]]
digest = "sha256:bbbb"
old-digest = "sha256:cccc"
others = [
    "sha256:dddd",
]

[part.platforms]
"""


def read(text):
    return table_of(Whole, Node(tomllib.loads(text), tuple(text.split("\n"))))


def test_a_declaration_is_enough_to_read_and_write():
    assert text_of(WHOLE) == TEXT
    assert read(TEXT) == WHOLE


@pytest.mark.parametrize(
    ("digest", "line", "where"),
    [
        ("sha256:aaaa", 4, "`digest` of `[[part]]`"),
        ("sha256:0001", 7, "`linux/amd64` of `[part.platforms]`"),
        ("sha256:cccc", 11, "`old-digest` of `[[part]]`"),
        ("sha256:dddd", 12, "`others` of `[[part]]`"),
    ],
)
def test_each_text_must_look_like_its_rule_says(digest, line, where):
    with pytest.raises(MalformedError) as caught:
        read(TEXT.replace(digest, "sha256:SECRET"))
    assert (str(caught.value), caught.value.line) == (
        f"has something else in {where} than a digest, such as `sha256:c0de`",
        line,
    )


def test_a_number_is_no_text():
    with pytest.raises(MalformedError, match="has no number in `size`"):
        read(TEXT.replace("size = 2", 'size = "2"'))
