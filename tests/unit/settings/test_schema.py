import json
import re
import tomllib
from pathlib import Path

import jsonschema
import pytest

from hatch_claimed.settings.load import read_manifest, resolve
from hatch_claimed.settings.schema import schema_text, tool_schema
from hatch_claimed.settings.shapes import keys
from hatch_claimed.settings.tables import ClaimedTable, OperatorTable

SCHEMA = Path(__file__).parents[3] / "schema" / "claimed.schema.json"


def test_the_published_schema_is_the_generated_one():
    assert SCHEMA.read_text(encoding="utf-8") == schema_text()


def test_it_is_a_schema():
    jsonschema.Draft7Validator.check_schema(tool_schema())


def test_every_key_is_in_it():
    schema = tool_schema()
    assert list(schema["properties"]) == [key.name for key in keys(ClaimedTable)]
    operator = schema["properties"]["operators"]["additionalProperties"]
    assert list(operator["properties"]) == [key.name for key in keys(OperatorTable)]


@pytest.mark.parametrize(
    ("line", "valid"),
    [
        ("", True),
        ('include = ["a/*.py"]', True),
        ('include = ["../*.py"]', False),
        ('include = "a"', False),
        ('pyton = "3.12"', False),
        ('python = "3.12"', True),
        ('python = "3.8"', False),
        ('python = "2.7"', False),
        ('images = "push"', True),
        ('images = "always"', False),
        ('platforms = ["linux/amd64"]', True),
        ('platforms = ["linux"]', False),
        ("[tool.claimed.operators.one]\nfiles = []", True),
        ("[tool.claimed.operators.one]\nfile = []", False),
        ('[tool.claimed.operators.one]\nversion = "a b"', False),
        ("[tool.claimed.operators]\none = 1", False),
    ],
)
def test_schema_and_parser_agree(line, valid):
    text = f'[tool.claimed]\nrepository = "x"\n{line}\n'
    table = tomllib.loads(text)["tool"]["claimed"]
    assert jsonschema.Draft7Validator(tool_schema()).is_valid(table) is valid
    manifest, _ = read_manifest(text)
    _, findings = resolve(manifest, "1")
    assert (findings == ()) is valid


def test_validate_pyproject_reads_it():
    from validate_pyproject import api, plugins

    entry = plugins.PluginWrapper("claimed", tool_schema)
    validator = api.Validator([entry])
    project = {"project": {"name": "demo", "version": "1"}}
    assert validator({**project, "tool": {"claimed": {"repository": "x"}}})
    with pytest.raises(Exception, match=re.escape("tool.claimed")):
        validator({**project, "tool": {"claimed": {"repo": "x"}}})


def test_examples_obey_their_own_rules():
    for table in (ClaimedTable, OperatorTable):
        for key in keys(table):
            examples = key.option.example or ()
            for text in [examples] if isinstance(examples, str) else examples:
                assert key.option.rule is None or re.search(key.option.rule.pattern, text), (key.name, text)


def test_the_text_is_json():
    assert json.loads(schema_text())["$schema"] == "http://json-schema.org/draft-07/schema#"
