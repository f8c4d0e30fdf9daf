import string
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hatch_claimed.lock.document import read, write
from hatch_claimed.lock.model import (
    Installer,
    LockedBase,
    LockedEnvironment,
    LockedRequirementsFile,
    LockedSystem,
    LockFile,
    Package,
    RPackages,
    SystemPackage,
    Wheels,
)

LOCK = LockFile(
    made_from="sha256:5e",
    tool="1.0",
    installer=Installer(version="0.9", wheels=(Wheels(target="x86_64-manylinux_2_28", hashes=("sha256:01",)),)),
    bases=(
        LockedBase(
            image="registry.example.com/python:3.12",
            digest="sha256:ba",
            python="3.12",
            platforms={"linux/amd64": "sha256:ad", "linux/arm64": "sha256:ae"},
        ),
    ),
    environments=(
        LockedEnvironment(
            id="0123456789ab",
            platform="linux/amd64",
            target="x86_64-manylinux_2_28",
            python="3.12",
            operators=("one", "two"),
            requirements=("numpy==2.2.6", "-r requirements.txt"),
            options=("--extra-index-url https://index.example.com/simple",),
            files=(LockedRequirementsFile(path="requirements.txt", sha256="f1"),),
            packages=(
                Package(name="numpy", version="2.2.6", hashes=("sha256:aa", "sha256:bb")),
                Package(name="six", version="1.17", url="git+https://example.com/six@c0ffee", commit="c0ffee"),
                Package(name="tool", url="https://example.com/tool.zip", hashes=("sha256:cc",)),
            ),
        ),
    ),
    system=(
        LockedSystem(
            base="registry.example.com/python:3.12",
            platform="linux/amd64",
            manager="apt",
            operators=("one",),
            lines=("install git",),
            packages=(SystemPackage(name="git", version="1:2.39"), SystemPackage(name="less")),
        ),
    ),
    r=(RPackages(repository="https://r.example.com", operators=("three",), packages=("jsonlite",)),),
)
EXPECTED = Path(__file__).parent / "expected.lock"
TEXT = EXPECTED.read_text()


def test_a_whole_lock_looks_like_this(whole_file):
    whole_file(EXPECTED, write(LOCK))


def test_a_whole_lock_reads_back():
    assert read(TEXT) == (LOCK, ())


def test_a_changed_version_changes_its_own_lines_only():
    numpy = Package(name="numpy", version="2.3.0", hashes=("sha256:dd",))
    (environment,) = LOCK.environments
    packages = (numpy, *environment.packages[1:])
    changed = replace(LOCK, environments=(replace(environment, packages=packages),))
    before, after = TEXT.splitlines(), write(changed).splitlines()
    assert [line for line in after if line not in before] == ['version = "2.3.0"', '    "sha256:dd",']
    assert [line for line in before if line not in after] == [
        'version = "2.2.6"',
        '    "sha256:aa",',
        '    "sha256:bb",',
    ]


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
MANY = st.lists(TEXTS, max_size=3).map(tuple)
SOME = st.none() | TEXTS
NAMES = st.text(string.ascii_lowercase, min_size=1, max_size=6)
WITH_HASHES = st.builds(
    Package, name=TEXTS, version=NAMES, hashes=st.lists(TEXTS, min_size=1, max_size=2).map(tuple), url=SOME, commit=SOME
)
BY_COMMIT = st.builds(Package, name=TEXTS, version=SOME, url=NAMES, commit=NAMES)
ENVIRONMENTS = st.builds(
    LockedEnvironment,
    id=TEXTS,
    platform=TEXTS,
    target=TEXTS,
    python=TEXTS,
    operators=MANY,
    requirements=MANY,
    options=MANY,
    files=st.lists(st.builds(LockedRequirementsFile, path=TEXTS, sha256=TEXTS), max_size=2).map(tuple),
    packages=st.lists(WITH_HASHES | BY_COMMIT, max_size=3).map(tuple),
)
SYSTEMS = st.builds(
    LockedSystem,
    base=TEXTS,
    platform=TEXTS,
    manager=TEXTS,
    operators=MANY,
    lines=MANY,
    packages=st.lists(st.builds(SystemPackage, name=TEXTS, version=SOME), max_size=2).map(tuple),
)


def _several(strategy, key):
    return st.lists(strategy, max_size=2).map(lambda ones: tuple(sorted(ones, key=key)))


LOCKS = st.builds(
    LockFile,
    made_from=TEXTS,
    tool=TEXTS,
    installer=st.none()
    | st.builds(
        Installer, version=TEXTS, wheels=_several(st.builds(Wheels, target=TEXTS, hashes=MANY), lambda one: one.target)
    ),
    bases=_several(
        st.builds(
            LockedBase, image=TEXTS, digest=TEXTS, python=SOME, platforms=st.dictionaries(TEXTS, TEXTS, max_size=2)
        ),
        lambda one: one.image,
    ),
    environments=_several(ENVIRONMENTS, lambda one: (one.operators, one.platform, one.id)),
    system=_several(SYSTEMS, lambda one: (one.operators, one.platform, one.base, one.manager, one.lines)),
    r=_several(
        st.builds(RPackages, repository=TEXTS, operators=MANY, packages=MANY),
        lambda one: (one.operators, one.repository, one.packages),
    ),
)


@given(LOCKS)
def test_any_lock_reads_back(lock):
    assert read(write(lock)) == (lock, ())


@given(LOCKS)
def test_order_makes_no_difference(lock):
    turned = replace(
        lock,
        bases=lock.bases[::-1],
        environments=lock.environments[::-1],
        system=lock.system[::-1],
        r=lock.r[::-1],
    )
    keys = [(one.operators, one.platform, one.id) for one in lock.environments]
    keys += [(one.operators, one.platform, one.base, one.manager, one.lines) for one in lock.system]
    keys += [(one.operators, one.repository, one.packages) for one in lock.r]
    keys += [one.image for one in lock.bases]
    if len(set(keys)) == len(keys):
        assert write(turned) == write(lock)


@given(st.text(), st.integers(0, len(TEXT)), st.integers(0, 40))
def test_no_text_makes_reading_fail(text, start, length):
    broken = TEXT[:start] + text + TEXT[start + length :]
    lock, findings = read(broken)
    assert (lock is None) == bool(findings)
    assert all(finding.code == "CLM081" for finding in findings)


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("version = 1\n", "version = 2\n", 2, "has the format 2, and this version of hatch-claimed knows 1"),
        ("version = 1\n", "", None, "has no number in `version`"),
        ('tool = "1.0"', "tool = 1", 3, "has no text in `tool`"),
        ('tool = "1.0"', "tool = ", 3, "is not valid TOML: Invalid value"),
        ('python = "3.12"\noperators', "python = 3.12\noperators", 29, "has no text in `python` of `[[environment]]`"),
        ('version = "2.2.6"\n', "", 47, "has the package 'numpy' without a version"),
        ('hashes = [\n    "sha256:cc",\n]\n', "", 61, "has the package 'tool' without hashes"),
        ('sha256 = "f1"', "", 42, "has no text in `sha256` of `[[environment.file]]`"),
        (
            'packages = [\n    "jsonlite",\n]',
            'packages = "jsonlite"',
            90,
            "has no array of texts in `packages` of `[[r]]`",
        ),
        ("[[r]]", "[r]", None, "has no tables `[[r]]`"),
        ("[installer]\n", "[[installer]]\n", None, "has no table `installer`"),
    ],
)
def test_what_is_malformed_is_named_with_its_line(old, new, line, message):
    assert old in TEXT
    lock, (finding,) = read(TEXT.replace(old, new, 1))
    assert (lock, finding.path, finding.line, finding.message) == (None, "claimed.lock", line, message)
    assert "`hatch-claimed lock`" in finding.remedy


def test_an_unfinished_merge_is_named():
    lock, (finding,) = read(
        TEXT.replace('tool = "1.0"', '<<<<<<< HEAD\ntool = "1.0"\n=======\ntool = "1.1"\n>>>>>>> x')
    )
    assert (lock, finding.line, finding.message) == (None, 3, "holds the marks of an unfinished merge")
    assert finding.remedy == "Take either side of the merge, then run `hatch-claimed lock`: it writes what is missing."
