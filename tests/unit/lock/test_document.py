from dataclasses import replace
from operator import attrgetter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hatch_claimed.lock.document import read, write
from hatch_claimed.lock.keys import keys
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

COMMIT = "c0ffee00" * 5


def hexadecimal(two):
    """A digest of two digits that are told again."""
    return f"sha256:{two * 32}"


LOCK = LockFile(
    made_from=hexadecimal("5e"),
    tool="1.0",
    installer=Installer(version="0.9", wheels=(Wheels(target="x86_64-manylinux_2_28", hashes=(hexadecimal("01"),)),)),
    bases=(
        LockedBase(
            image="registry.example.com/python:3.12",
            digest=hexadecimal("ba"),
            python="3.12",
            platforms={"linux/amd64": hexadecimal("ad"), "linux/arm64": hexadecimal("ae")},
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
            files=(LockedRequirementsFile(path="requirements.txt", sha256="f1" * 32),),
            packages=(
                Package(name="numpy", version="2.2.6", hashes=(hexadecimal("aa"), hexadecimal("bb"))),
                Package(name="six", version="1.17", url="git+https://example.com/six@" + COMMIT, commit=COMMIT),
                Package(name="tool", url="https://example.com/tool.zip", hashes=(hexadecimal("cc"),)),
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
    numpy = Package(name="numpy", version="2.3.0", hashes=(hexadecimal("dd"),))
    (environment,) = LOCK.environments
    packages = (numpy, *environment.packages[1:])
    changed = replace(LOCK, environments=(replace(environment, packages=packages),))
    before, after = TEXT.splitlines(), write(changed).splitlines()
    assert [line for line in after if line not in before] == ['version = "2.3.0"', '    "sha256:' + "dd" * 32 + '",']
    assert [line for line in before if line not in after] == [
        'version = "2.2.6"',
        '    "sha256:' + "aa" * 32 + '",',
        '    "sha256:' + "bb" * 32 + '",',
    ]


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


def a_text(key):
    return st.from_regex(key.rule.pattern, fullmatch=True) if key.rule else TEXTS


def a_value(key):
    """Any value that the grammar of a key allows."""
    match key.shape:
        case "text":
            return a_text(key) if key.required else st.none() | a_text(key)
        case "texts":
            return st.lists(a_text(key), max_size=2).map(tuple)
        case "mapping":
            return st.dictionaries(TEXTS, a_text(key), max_size=2)
        case "table":
            return st.none() | a_table(key.of)
        case "tables":
            order = attrgetter(*key.written.order) if key.written.order else None
            several = st.lists(a_table(key.of), max_size=2)
            return several.map(lambda ones: tuple(sorted(ones, key=order) if order else ones))
    raise AssertionError(key.shape)


def a_table(table):
    made = st.builds(table, **{key.field: a_value(key) for key in keys(table) if key.read})
    return made.filter(lambda one: one.wrong is None)


LOCKS = a_table(LockFile)
# a whole lock is many draws, and a busy machine is slow with them
BOUNDED = settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


@BOUNDED
@given(LOCKS)
def test_any_lock_reads_back(lock):
    assert read(write(lock)) == (lock, ())


@BOUNDED
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
        ('hashes = [\n    "sha256:' + "cc" * 32 + '",\n]\n', "", 61, "has the package 'tool' without hashes"),
        ('sha256 = "' + "f1" * 32 + '"', "", 42, "has no text in `sha256` of `[[environment.file]]`"),
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


TABLES = (
    LockFile,
    Installer,
    Wheels,
    LockedBase,
    LockedEnvironment,
    LockedRequirementsFile,
    Package,
    LockedSystem,
    SystemPackage,
    RPackages,
)


def test_each_text_has_a_grammar_but_lines_of_scripts_which_are_only_compared():
    texts = {
        (table.__name__, key.field)
        for table in TABLES
        for key in keys(table)
        if key.read and key.shape in {"text", "texts", "mapping"} and key.rule is None
    }
    assert texts == {("LockedEnvironment", "requirements"), ("LockedSystem", "lines")}


HOSTILE = ("\\nRUN id", "$(id)", "`id`", "; id", " --index-url x", "\\tx", "\\u2028x")


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize(
    ("value", "key"),
    [
        ("sha256:" + "ba" * 32, "digest"),
        ("sha256:" + "ad" * 32, "linux/amd64"),
        ("sha256:" + "01" * 32, "hashes"),
        ("0.9", "version"),
        ("x86_64-manylinux_2_28", "target"),
        ("registry.example.com/python:3.12", "image"),
        ("0123456789ab", "id"),
        ("one", "operators"),
        ("f1" * 32, "sha256"),
        ("numpy", "name"),
        ("2.2.6", "version"),
        ("git+https://example.com/six@" + COMMIT, "url"),
        (COMMIT, "commit"),
        ("sha256:" + "aa" * 32, "hashes"),
        ("apt", "manager"),
        ("git", "name"),
        ("1:2.39", "version"),
        ("jsonlite", "packages"),
    ],
)
def test_a_text_that_would_leave_its_line_is_named_before_anything_is_made_of_it(value, key, hostile):
    quoted = f'"{value}"'
    assert quoted in TEXT
    lock, findings = read(TEXT.replace(quoted, f'"{value}{hostile}"', 1))
    if key in {"url", "packages"} and hostile in {"$(id)", "`id`"}:
        # a file holds it, and no shell reads it
        assert findings == ()
        return
    assert lock is None
    assert f"has something else in `{key}`" in findings[0].message
    assert findings[0].line


def test_a_digest_that_holds_a_line_of_a_dockerfile_is_named():
    _, (finding,) = read(TEXT.replace('digest = "sha256:', 'digest = "x\\nRUN id\\n', 1))
    assert (finding.code, finding.line) == ("CLM081", 18)
    assert finding.message == (
        "has something else in `digest` of `[[base]]` than a digest, such as `sha256:` and 64 hexadecimal digits"
    )
