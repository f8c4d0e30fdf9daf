import re
import tomllib
from pathlib import Path

import jsonschema

from hatch_claimed.settings.json_schema import tool_schema
from hatch_claimed.settings.reference import reference
from hatch_claimed.settings.tables.claimed import ClaimedTable
from hatch_claimed.settings.value_types import TableMapType, TableType, keys

PAGE = Path(__file__).parents[3] / "docs" / "settings.md"


def places(table, place=("tool", "claimed")):
    for key in keys(table):
        yield place, key
        if isinstance(key.value_type, (TableType, TableMapType)):
            inner = (*place, key.name, "<name>") if isinstance(key.value_type, TableMapType) else (*place, key.name)
            yield from places(key.value_type.of, inner)


def sections():
    """The text below each heading of a table."""
    parts = re.split(r"^## `\[(.+)\]`$", reference(), flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def test_the_page_is_the_generated_one():
    assert PAGE.read_text(encoding="utf-8") == reference()


def test_every_option_is_described_once():
    headings = re.findall(r"^### `(.+)`$", reference(), flags=re.MULTILINE)
    options = {id(key.option): key.name for _, key in places(ClaimedTable)}
    assert sorted(headings) == sorted(options.values())


def test_every_table_has_its_section():
    """But for those that operators and grid wrappers share with the project."""
    tables = {
        key.value_type.of for _, key in places(ClaimedTable) if isinstance(key.value_type, (TableType, TableMapType))
    }
    assert len(sections()) == len(tables | {ClaimedTable})


def test_links_lead_to_sections():
    links = set(re.findall(r"\(#(.+?)\)", reference()))
    assert links == {re.sub(r"[^a-z-]", "", place) for place in sections()} - {"toolclaimed"}


def test_examples_fit_the_schema():
    examples = re.findall(r"^```toml\n(.+?)^```$", reference(), flags=re.MULTILINE | re.DOTALL)
    validator = jsonschema.Draft7Validator(tool_schema())
    for example in examples:
        table = tomllib.loads(example)["tool"]["claimed"]
        missing = [error for error in validator.iter_errors(table) if error.validator != "required"]
        assert missing == [], example


def test_operators_say_what_they_share_with_the_project():
    operators = " ".join(sections()["tool.claimed.operators.<name>"].split())
    assert (
        "These keys of `[tool.claimed]` may stand here as well, and go before what it says: `repository`" in operators
    )


def test_a_key():
    assert (
        "### `python`\n\nThe Python version of the default base image for Python scripts and notebooks.\n\n"
        "Type: a string. It is a version from 3.9 on, such as `3.12`. Default: `3.12`.\n\n"
        '```toml\n[tool.claimed]\npython = "3.12"\n```\n\n### `base-image`'
    ) in reference()
