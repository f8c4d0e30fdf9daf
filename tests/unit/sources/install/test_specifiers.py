import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.specifiers import SpecifierSet

from hatch_claimed.sources.install.specifiers import exclude_each_other

VERSIONS = [
    f"{major}.{minor}{patch}" for major in range(4) for minor in range(4) for patch in ("", ".1", ".1.post1", "rc1")
]
SPECIFIERS = st.builds(
    "{}{}".format,
    st.sampled_from(["==", "!=", "<", "<=", ">", ">=", "~="]),
    st.sampled_from([version for version in VERSIONS if "rc" not in version]),
) | st.sampled_from(["==1.*", "!=1.*", "==1.2.*", "!=1.2.*"])
SETS = st.lists(SPECIFIERS, max_size=2).map(lambda parts: SpecifierSet(",".join(parts)))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("==1.26", ">=2"),
        ("==1.0", "==1.1"),
        ("===a", "===b"),
        ("===a", "==1"),
        ("<2", ">=2"),
        ("<2", ">2"),
        ("~=1.4", ">=2"),
        ("==1.*", "==2.*"),
        ("==1!1.0", "==1.0"),
        (">=1.2,!=1.2.1", "==1.2.1"),
    ],
)
def test_exclusive(first, second):
    assert exclude_each_other(SpecifierSet(first), SpecifierSet(second))
    assert exclude_each_other(SpecifierSet(second), SpecifierSet(first))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("", "==1"),
        ("==1.0", "==1"),
        ("===a", "===A"),
        ("==1.26", ">=1.20,<2"),
        (">1.9", "<2"),
        (">1.9", "<1.9.1"),
        (">=1.26,!=1.26.*", "<2"),
        ("!=0", "<1"),
        ("<2", "<=1"),
        ("==2.0rc1", ">=1.9"),
        ("==1.0+cpu", "==1.0"),
        ("!=1.0", "!=1.1"),
    ],
)
def test_compatible(first, second):
    assert not exclude_each_other(SpecifierSet(first), SpecifierSet(second))
    assert not exclude_each_other(SpecifierSet(second), SpecifierSet(first))


@given(SETS, SETS)
def test_a_version_in_both_proves_that_they_fit(first, second):
    both = [one for one in VERSIONS if all(each.contains(one, prereleases=True) for each in (first, second))]
    assert not (both and exclude_each_other(first, second))


@given(SETS)
def test_nothing_excludes_itself(one):
    assert not exclude_each_other(one, one)


def test_a_pre_release_is_just_below():
    assert not exclude_each_other(SpecifierSet("!=0.0"), SpecifierSet("<=0.0"))
    assert exclude_each_other(SpecifierSet(">0.0"), SpecifierSet("<=0.0"))
