import os
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from claimed_grid.names import LONGEST, RESERVED, SUFFIXES, decode, encode, is_long

# also lone surrogates, which os.fsdecode makes of file names that are no UTF-8
ANY_TEXT = st.text(st.characters(exclude_categories=()))
LIKE_OURS = st.lists(
    st.sampled_from(
        [".", "..", "/", "~", "%", "%2E", "%2F", ".lock", ".processed", ".err", "a", "é", "ids", "runs", "\udcff"]
    )
).map("".join)
LONG = st.builds(lambda text, times: text * times, st.one_of(ANY_TEXT, LIKE_OURS), st.integers(1, 80))
IDS = st.one_of(ANY_TEXT, LIKE_OURS, LONG)


@pytest.mark.parametrize(
    ("batch_id", "name"),
    [
        ("tile_01", "tile_01"),
        ("S2A-2020.05.01", "S2A-2020.05.01"),
        ("a..b", "a..b"),
        ("data/tile 1.tif", "data%2Ftile%201.tif"),
        ("é", "%C3%A9"),
        ("\udcff", "%ED%B3%BF"),
        ("100%", "100%25"),
        ("a~b", "a%7Eb"),
        ("", "~"),
        (".", "%2E"),
        ("..", "%2E%2E"),
        (".hidden.", "%2Ehidden%2E"),
        ("../../etc", "%2E%2E%2F..%2Fetc"),
        ("a.lock", "a%2Elock"),
        ("a.lock.processed", "a.lock%2Eprocessed"),
        (".err", "%2Eerr"),
        ("a.LOCK", "a.LOCK"),
        ("locked.txt", "locked.txt"),
        ("runs", "%72uns"),
        ("a\nb", "a%0Ab"),
    ],
)
def test_names_that_are_in_use(batch_id, name):
    assert encode(batch_id) == name
    assert decode(name) == batch_id


@given(IDS)
@example("x" * LONGEST)
@example("é" * 33 + "xx")
def test_an_id_can_be_told_from_its_name(batch_id):
    name = encode(batch_id)
    assert decode(name) == (None if is_long(name) else batch_id)


@given(IDS)
@example("x" * 167 + "/" * 100)
def test_a_name_is_safe_wherever_it_is_put(batch_id):
    name = encode(batch_id)
    assert re.fullmatch(r"[A-Za-z0-9_.%~-]+", name)
    assert 1 <= len(name) <= LONGEST
    assert not name.startswith(".")
    assert not name.endswith((".", *SUFFIXES))
    assert name not in RESERVED
    assert os.path.normpath(f"/folder/{name}") == f"/folder/{name}"


@given(st.text("abcXYZ019_-", min_size=1, max_size=LONGEST).filter(lambda text: text not in RESERVED))
def test_plain_ids_stay_as_they_are(batch_id):
    assert encode(batch_id) == batch_id


@given(st.lists(IDS, unique=True, max_size=20))
def test_no_two_ids_share_a_name(ids):
    assert len({encode(batch_id) for batch_id in ids}) == len(ids)


@given(st.text(min_size=LONGEST + 1), st.integers(0, 100))
def test_long_ids_differ_by_any_character(batch_id, place):
    other = batch_id[:place] + ("y" if batch_id[place] == "x" else "x") + batch_id[place + 1 :]
    assert encode(batch_id) != encode(other)


@given(IDS)
def test_a_name_encoded_again_is_another_name_that_can_be_decoded(batch_id):
    name = encode(batch_id)
    again = encode(name)
    assert is_long(again) or decode(again) == name


def test_a_long_id_keeps_a_readable_beginning():
    name = encode("scene/" + "x" * 500)
    assert name == f"scene%2F{'x' * 159}~20278cfc3ad76b09ded5f2171d406087"
    assert len(name) == LONGEST
    assert decode(name) is None


def test_a_long_id_is_never_cut_within_an_escape():
    for length in range(3):
        assert re.match(r"x{165,167}(%2F)?~|x+(%2F)+~", encode("x" * (165 + length) + "/" * 50))


def test_the_last_id_that_is_kept_whole():
    assert decode(encode("x" * LONGEST)) == "x" * LONGEST
    assert decode(encode("x" * (LONGEST + 1))) is None
    assert decode(encode("é" * 33)) == "é" * 33
    assert decode(encode("é" * 34)) is None


@pytest.mark.parametrize("name", ["foo bar", "100%", "%2f", "%61", "%C3", "é", "a~b", ".hidden", "a.lock", "\udcff"])
def test_what_is_no_name_of_ours_is_shown_as_it_is(name):
    assert decode(name) == name


@given(st.text())
def test_any_text_can_be_shown(name):
    assert is_long(name) or isinstance(decode(name), str)
