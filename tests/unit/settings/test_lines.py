import tomllib

from hypothesis import given
from hypothesis import strategies as st

from hatch_claimed.settings.lines import key_lines, line_of

DOCUMENT = '''\
# a comment
[project]
name = "x"

[tool.claimed.operators."with space"]
files = [
  "a",  # [not.a.header]
  "b",
]
[tool.claimed]
repository = """
[looks.like.a.header]
key = 1
"""
inline = { one = 1, two = { three = 3 } }
dotted.inner.key = 1

[[tool.array]]
first = 1
[[tool.array]]
second = 2
'''


def test_every_key_has_the_line_of_its_statement():
    lines = key_lines(DOCUMENT)
    assert lines == {
        ("project",): 2,
        ("project", "name"): 3,
        ("tool",): 5,
        ("tool", "claimed"): 10,
        ("tool", "claimed", "operators"): 5,
        ("tool", "claimed", "operators", "with space"): 5,
        ("tool", "claimed", "operators", "with space", "files"): 6,
        ("tool", "claimed", "repository"): 11,
        ("tool", "claimed", "inline"): 15,
        ("tool", "claimed", "inline", "one"): 15,
        ("tool", "claimed", "inline", "two"): 15,
        ("tool", "claimed", "inline", "two", "three"): 15,
        ("tool", "claimed", "dotted"): 16,
        ("tool", "claimed", "dotted", "inner"): 16,
        ("tool", "claimed", "dotted", "inner", "key"): 16,
        ("tool", "array"): 20,
        ("tool", "array", "first"): 19,
        ("tool", "array", "second"): 21,
    }


def test_an_unknown_path_has_the_line_of_what_holds_it():
    lines = key_lines(DOCUMENT)
    assert line_of(lines, ("tool", "claimed", "operators", "other")) == 5
    assert line_of(lines, ("nothing",)) is None


def test_windows_line_ends_count_once():
    assert key_lines("a = 1\r\nb = 2\r\n") == {("a",): 1, ("b",): 2}


keys = st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=8)
values = st.recursive(
    st.integers() | st.booleans() | st.text(alphabet="ab\n\"'[]=#\\ ", max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=5,
)


def toml_key(key):
    return '"' + key.replace("\\", "\\\\").replace('"', '\\"') + '"'


def toml_value(value):
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    if isinstance(value, list):
        return "[\n" + "".join(f"  {toml_value(one)},\n" for one in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{toml_key(key)} = {toml_value(one)}" for key, one in value.items()) + "}"
    return str(value)


@given(st.dictionaries(keys, values, max_size=5))
def test_all_keys_of_any_document_are_found_at_their_line(table):
    text, expected = "# top\n\n", {}
    for key, value in table.items():
        expected[(key,)] = text.count("\n") + 1
        text += f"{toml_key(key)} = {toml_value(value)}\n"
    assert tomllib.loads(text) == table
    lines = key_lines(text)
    assert {path: line for path, line in lines.items() if len(path) == 1} == expected
