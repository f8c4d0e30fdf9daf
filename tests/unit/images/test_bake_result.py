"""Images that fail, by a builder that is played: it tells nothing of a bake in which anything fails."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hatch_claimed.errors import BaseImageError, ImageError
from hatch_claimed.images.bake_result import BakeError, BakeResult, bake_all, failure_text

NAMES = tuple("abcdef")


class Builder:
    """`broken` are the images that fail; of those in a bake it tells `told`, given them: a part, or none."""

    def __init__(self, broken, told=lambda found: found, bases=None, missing=()):
        self.broken, self.told, self.bases, self.missing = set(broken), told, bases or {}, missing
        self.calls = []

    def __call__(self, names):
        self.calls.append("".join(names))
        lost = [name for name in names if self.bases.get(name) in self.missing]
        if lost:
            raise BakeError(lost[:1], BaseImageError(f"no {self.bases[lost[0]]}"))
        if found := sorted(self.broken & set(names)):
            raise BakeError(self.told(found), ImageError(f"wrong: {found[0]}"))
        return {name: f"sha256:{name}" for name in names}

    def bake(self, names=NAMES, known=()):
        return bake_all(names, self.bases, self, self, dict(known))


def told(result):
    return "".join(sorted(result.built)), {name: str(error) for name, error in result.failed.items()}


def test_all_at_once_where_nothing_fails():
    builder = Builder("")
    assert told(builder.bake()) == ("abcdef", {})
    assert builder.calls == ["abcdef"]


def test_the_others_once_more():
    builder = Builder("bd")
    assert told(builder.bake()) == ("acef", {"b": "wrong: b", "d": "wrong: b"})
    assert builder.calls == ["abcdef", "acef"]


def test_a_builder_that_names_the_first_alone():
    builder = Builder("bd", lambda found: found[:1])
    assert told(builder.bake()) == ("acef", {"b": "wrong: b", "d": "wrong: d"})
    assert builder.calls == ["abcdef", "acdef", "acef"]


def test_a_builder_that_names_none():
    builder = Builder("bd", lambda _: ())
    assert told(builder.bake()) == ("acef", {"b": "wrong: b", "d": "wrong: d"})
    assert builder.calls == ["abcdef", "a", "b", "c", "d", "e", "f"]


def test_what_is_wrong_with_the_builder_itself_is_asked_of_two_images_alone():
    def broken(names):
        calls.append(names)
        raise BakeError((), ImageError("no builder"))

    calls = []
    result = bake_all(NAMES, {}, broken, broken, {})
    assert told(result) == ("", dict.fromkeys(NAMES, "no builder"))
    assert calls == [list(NAMES), ["a"], ["b"]]


def test_one_alone_needs_no_name():
    builder = Builder("a", lambda _: ())
    assert told(builder.bake(["a"])) == ("", {"a": "wrong: a"})
    assert builder.calls == ["a"]


def test_a_base_that_cannot_be_had_is_waited_for_once():
    builder = Builder("f", bases=dict(zip(NAMES, "xxyyxy", strict=True)), missing="x")
    result = builder.bake()
    assert told(result) == ("cd", {**dict.fromkeys("abe", "no x"), "f": "wrong: f"})
    assert builder.calls == ["abcdef", "cdf", "cd"]
    assert told(builder.bake("bd", result.failed)) == ("d", {"b": "no x"})


@given(
    st.sets(st.sampled_from(NAMES)),
    st.sampled_from(["all", "first", "last", "none"]),
    st.tuples(*[st.sampled_from("xyz")] * len(NAMES)),
    st.sets(st.sampled_from("xyz")),
)
def test_what_can_be_built_is_built_and_nothing_else(broken, tells, bases, missing):
    parts = {
        "all": lambda found: found,
        "first": lambda found: found[:1],
        "last": lambda found: found[-1:],
        "none": lambda _: (),
    }
    builder = Builder(broken, parts[tells], dict(zip(NAMES, bases, strict=True)), missing)
    result = builder.bake()
    good = {name for name, base in builder.bases.items() if name not in broken and base not in missing}
    assert dict(result.built) == {name: f"sha256:{name}" for name in good}
    assert set(result.failed) == set(NAMES) - good


def test_one_error_is_raised_with_its_image():
    result = BakeResult({"a": "sha256:a"}, {"b": BaseImageError("  why")})
    with pytest.raises(BaseImageError) as caught:
        result.without_failures()
    assert str(caught.value) == "the image of b could not be built or pushed\n  why"
    assert BakeResult({"a": "sha256:a"}).without_failures() == {"a": "sha256:a"}


def test_what_is_said_of_several():
    assert failure_text(["a", "b"], ImageError("")) == "the image of a, b could not be built or pushed"
