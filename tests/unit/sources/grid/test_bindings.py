import pytest
from hypothesis import given
from hypothesis import strategies as st

from hatch_claimed.sources.grid.bindings import placeholders


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ()),
        ("data/batch", ()),
        ("data/{batch}.tif", ("batch",)),
        ("{batch}/{batch}", ("batch", "batch")),
        ("{{batch}}", ()),
        ("{{{batch}}}", ("batch",)),
        ("{}", ("",)),
        ("{batch!r}", ("batch!r",)),
        ("{batch:>5}", ("batch:>5",)),
        ("{batch.name}{batch[0]}", ("batch.name", "batch[0]")),
    ],
)
def test_placeholders(text, found):
    assert placeholders(text) == found


@pytest.mark.parametrize("text", ["{", "}", "{batch", "batch}", "{batch!}", "a}b"])
def test_braces_without_a_partner(text):
    with pytest.raises(ValueError, match=r"."):
        placeholders(text)


@given(st.text(alphabet="{}!:[]. batch", max_size=12))
def test_what_is_only_batches_can_be_filled_in(text):
    try:
        found = placeholders(text)
    except ValueError:
        return
    if set(found) <= {"batch"}:
        assert "{x}" not in text.format(batch="x")
