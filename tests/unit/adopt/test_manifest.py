import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hatch_claimed.adopt.manifest import Addition, edit_manifest
from hatch_claimed.errors import ClaimedError

CLAIMED = ("tool", "claimed")
NEW = [Addition(CLAIMED, {"repository": "r"}), Addition((*CLAIMED, "operators", "a"), {"files": ("x", "y")})]
TEXT = """\
# First.
[project]   # the project
name = "a"

[tool.claimed]
version = "1"  # keep

# The end of it.
[tool.other]
x = 1
"""


def test_new_tables_stand_at_the_end():
    before = '[tool.black]\nline-length = 3 # odd\n[tool."x y"]\n'
    assert edit_manifest(before, NEW, force=False).text == (
        before + '\n[tool.claimed]\nrepository = "r"\n\n[tool.claimed.operators.a]\nfiles = ["x", "y"]\n'
    )


def test_new_keys_stand_in_their_table():
    assert (
        edit_manifest(TEXT, NEW, force=False).text
        == TEXT.replace('version = "1"  # keep\n', 'version = "1"  # keep\nrepository = "r"\n')
        + '\n[tool.claimed.operators.a]\nfiles = ["x", "y"]\n'
    )


def test_what_says_something_else_stays_unless_forced():
    other = [Addition(CLAIMED, {"version": "2", "repository": "r"})]
    kept = edit_manifest(TEXT, other, force=False)
    assert kept.others == (("tool", "claimed", "version"),)
    assert 'version = "1"  # keep\nrepository = "r"\n' in kept.text
    assert 'version = "2"  # keep\nrepository = "r"\n' in edit_manifest(TEXT, other, force=True).text


def test_what_is_there_is_not_added_again():
    once = edit_manifest(TEXT, NEW, force=False).text
    assert edit_manifest(once, NEW, force=False) == edit_manifest(once, NEW, force=True)
    assert edit_manifest(once, NEW, force=False).text == once


def test_line_ends_stay_as_they_are():
    text = edit_manifest("[project]\r\nname = 'a'\r\n", NEW, force=False).text
    assert text.count("\n") == text.count("\r\n")


def test_a_last_line_without_an_end_gets_one():
    assert edit_manifest("[project]\nname = 'a'", [Addition(CLAIMED, {})], force=False).text == (
        "[project]\nname = 'a'\n\n[tool.claimed]\n"
    )


def test_values_of_all_kinds_are_written_as_they_read_best():
    values = {
        "flag": True,
        "number": 3,
        "table": {"a b": "c", "d": {"e": ("f",)}},
        "long": tuple(f"operators/a_long_name_{number}.py" for number in range(4)),
        'odd "key"': "a\nb",
    }
    assert edit_manifest("", [Addition(CLAIMED, values)], force=False).text == (
        "[tool.claimed]\n"
        "flag = true\n"
        "number = 3\n"
        'table = {"a b" = "c", d = {e = ["f"]}}\n'
        "long = [\n"
        '    "operators/a_long_name_0.py",\n'
        '    "operators/a_long_name_1.py",\n'
        '    "operators/a_long_name_2.py",\n'
        '    "operators/a_long_name_3.py",\n'
        "]\n"
        '"odd \\"key\\"" = "a\\nb"\n'
    )


@pytest.mark.parametrize(
    "text",
    [
        "tool = {}\n",
        "[tool]\nclaimed = 3\n",
        "[tool]\nclaimed = {version = '1'}\n",
        "[tool]\nclaimed.version = '1'\n",
        "[[tool.claimed]]\nversion = '1'\n",
    ],
)
def test_where_no_table_can_follow_people_are_told_what_to_write(text):
    with pytest.raises(ClaimedError) as error:
        edit_manifest(text, NEW, force=False)
    assert '\n\n[tool.claimed]\nrepository = "r"\n\n[tool.claimed.operators.a]\nfiles = ["x", "y"]\n' in str(
        error.value
    )


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("tool.x = 1\n", 'tool.x = 1\n\n[tool.claimed]\nrepository = "r"\n'),
        ("[tool]\nclaimed.version = '1'\n", "[tool]\nclaimed.version = '1'\nclaimed.repository = \"r\"\n"),
        ("[tool]\nclaimed = {version = '1'}\n", "[tool]\nclaimed = {version = '1',repository = \"r\"}\n"),
        (
            "[tool.claimed.build]\nsbom = true\n",
            '[tool.claimed.build]\nsbom = true\n\n[tool.claimed]\nrepository = "r"\n',
        ),
    ],
)
def test_keys_find_their_table_however_it_is_written(text, after):
    assert edit_manifest(text, NEW[:1], force=False).text == after


_KEYS = st.sampled_from(["project", "tool", "claimed", "operators", "a", "other"])
_VALUES = st.integers(0, 3) | st.sampled_from(["x", "y"])
_TABLES = st.lists(
    st.tuples(st.lists(_KEYS, min_size=1, max_size=4), st.dictionaries(_KEYS, _VALUES, max_size=2)), max_size=5
)


@given(_TABLES, st.booleans())
def test_nothing_is_lost_and_all_is_there(tables, force):
    lines = []
    for path, values in tables:
        lines += [
            f"# about {'.'.join(path)}",
            f"[{'.'.join(path)}]",
            *(f"{key} = {value!r} # {key}" for key, value in values.items()),
        ]
    text = "\n".join(lines) + "\n"
    try:
        before = tomllib.loads(text)
        assert isinstance(before.get("tool", {}), dict)
    except (tomllib.TOMLDecodeError, AssertionError):
        return
    try:
        after = edit_manifest(text, NEW, force=force).text
    except ClaimedError:
        return
    rest = iter(after.split("\n"))
    if not force:
        assert all(line in rest for line in text.rstrip("\n").split("\n"))
    assert tomllib.loads(after)["tool"]["claimed"].keys() >= {"repository", "operators"}
