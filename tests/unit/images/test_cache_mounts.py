"""What one installation step leaves in a cache of the builder is for equal steps alone, or for its own project."""

from dataclasses import replace
from pathlib import PurePosixPath

import pytest

from hatch_claimed.artifacts.image.cache_mounts import cache_ids
from hatch_claimed.model import BuildOptions, File
from tests.unit.images.test_context import operator

BASE = f"base:1@sha256:{'a' * 64}"
OTHER = f"base:1@sha256:{'b' * 64}"
ARGUMENT = BuildOptions(args=(("LD_PRELOAD", "/x.so"),))
SECRET = BuildOptions(secrets=(("netrc", "~/.netrc"),))


def steps(**contents):
    return {name: (File(path=PurePosixPath("install.sh"), content=text),) for name, text in contents.items()}


PLAIN = steps(system=b"apt", packages=b"uv")


def ids(given=PLAIN, options=BuildOptions(), base=BASE):  # noqa: B008 - a frozen value
    return cache_ids(operator(), given, options, base)


def test_equal_locked_steps_share_a_cache_whatever_their_project_is_called():
    other = operator(name="other")
    elsewhere = replace(other, image=replace(other.image, repository="y"))
    assert cache_ids(elsewhere, PLAIN, BuildOptions(), BASE) == ids()
    assert len(set(ids().values())) == 2
    assert all(one.startswith("hatch-claimed-locked-") for one in ids().values())


@pytest.mark.parametrize(
    "changed",
    [
        ids(steps(system=b"apt", packages=b"other")),
        ids(base=OTHER),
        ids(options=ARGUMENT),
        ids(options=SECRET),
        ids(options=BuildOptions(contexts=((BASE, f"docker-image://mirror@sha256:{'a' * 64}"),))),
    ],
)
def test_a_locked_step_that_does_something_else_has_another_cache(changed):
    assert changed["packages"] not in {*ids().values(), None}


def test_what_ran_before_a_locked_step_counts_and_what_follows_does_not():
    before = ids(steps(system=b"other", packages=b"uv"))
    after = ids(steps(system=b"apt", packages=b"other"))
    assert before["packages"] != ids()["packages"]
    assert after["system"] == ids()["system"]


def test_a_locked_step_on_a_base_that_no_digest_pins_has_no_cache():
    assert set(ids(options=BuildOptions(contexts=((BASE, "../other"),))).values()) == {None}


def test_steps_that_are_not_locked_share_a_cache_within_their_project_alone():
    one, same = operator(), operator(name="same")
    other = replace(one, image=replace(one.image, repository="y"))
    own = cache_ids(one, PLAIN, BuildOptions(), None)
    assert len(set(own.values())) == 1
    assert cache_ids(same, PLAIN, BuildOptions(), None) == own
    assert set(cache_ids(other, PLAIN, BuildOptions(), None).values()).isdisjoint(own.values())
    assert set(ids().values()).isdisjoint(own.values())
