import io
from collections.abc import Callable

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML
from sample_operators import NASTY_TEXTS, TEXTS

from hatch_claimed.artifacts.yaml import dump


def _ruamel(kind: str, version: tuple[int, int]) -> Callable[[bytes], object]:
    def load(content: bytes) -> object:
        reader = YAML(typ=kind, pure=True)
        reader.version = version
        return reader.load(io.BytesIO(content))

    return load


READERS = [
    pytest.param(yaml.safe_load, id="pyyaml"),
    pytest.param(lambda content: yaml.safe_load(content.decode()), id="pyyaml-text"),
    pytest.param(_ruamel("safe", (1, 1)), id="ruamel-1.1"),
    pytest.param(_ruamel("safe", (1, 2)), id="ruamel-1.2"),
    pytest.param(_ruamel("rt", (1, 2)), id="ruamel-round-trip"),
]


def _document(text: str) -> dict[str, object]:
    return {"text": text, "list": [text, {"in": {"list": [text]}}], "map": {"key": {"key": text}}, "last": text}


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("text", [*NASTY_TEXTS, "\0", "a\0\nb"])
def test_nasty_text_reads_back_unchanged(read, text):
    assert read(dump(_document(text))) == _document(text)


@pytest.mark.parametrize("read", READERS)
@given(text=TEXTS | st.text(st.characters(codec="utf-8", categories=["C", "Z", "P", "N"])))
def test_any_text_reads_back_unchanged(read, text):
    assert read(dump(_document(text))) == _document(text)


@pytest.mark.parametrize("read", READERS)
@given(key=TEXTS)
def test_any_key_reads_back_unchanged(read, key):
    assert read(dump({"map": {key: key}})) == {"map": {key: key}}


@pytest.mark.parametrize("read", READERS)
@given(value=st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False))
def test_any_scalar_reads_back_with_its_type(read, value):
    result = read(dump({"value": value}))["value"]
    assert result == value
    assert isinstance(result, type(value))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain text", "k: plain text\n"),
        ("--name", "k: --name\n"),
        ("registry.example.com/x:1", "k: registry.example.com/x:1\n"),
        ("1e3", "k: '1e3'\n"),
        ("0o7", "k: '0o7'\n"),
        ("1.0", "k: '1.0'\n"),
        ("-1", "k: '-1'\n"),
        ("y", "k: 'y'\n"),
        ("no", "k: 'no'\n"),
        ("Größe 😀", "k: Größe 😀\n"),
        ("a\n  b: c\n", "k: |\n  a\n    b: c\n"),
        ("a\nb", "k: |-\n  a\n  b\n"),
        ("a\n\n", 'k: "a\\n\\n"\n'),
        (" a\nb", 'k: " a\\nb"\n'),
        ("a\tb\nc", 'k: "a\\tb\\nc"\n'),
        ("a\x85b", 'k: "a\\Nb"\n'),
        ("a\u2028b\nc", 'k: "a\\Lb\\nc"\n'),
    ],
)
def test_text_is_written_in_the_simplest_exact_style(text, expected):
    assert dump({"k": text}) == expected.encode()


def test_long_text_stays_on_one_line():
    assert dump({"k": "word " * 100 + "end"}) == f"k: {'word ' * 100}end\n".encode()


@pytest.mark.parametrize(
    ("text", "expected"),
    [("\ud800", "\ufffd"), ("a\udfffb\n\ud83d", "a\ufffdb\n\ufffd"), ("\ud83d\ude00", "\ufffd\ufffd")],
)
def test_surrogates_become_the_replacement_character(text, expected):
    assert yaml.safe_load(dump({"k": text})) == {"k": expected}


def test_a_value_used_twice_is_written_twice():
    shared = {"a": "b"}
    assert dump({"k": shared, "l": shared}) == b"k:\n  a: b\nl:\n  a: b\n"


def test_keys_keep_their_order():
    assert dump({"b": 1, "a": 2}) == b"b: 1\na: 2\n"


@given(st.recursive(TEXTS | st.text() | st.integers() | st.floats() | st.booleans() | st.none(), st.lists))
def test_libyaml_changes_no_byte(value):
    document = {"key": value, "list": [value, {"class": value}]}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml, "__with_libyaml__", False)
        expected = dump(document)

    assert dump(document) == expected
