import json
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

import jsonschema
import pytest

from hatch_claimed.settings.json_schema import schema_text, tool_schema
from hatch_claimed.settings.load import read_manifest, resolve
from hatch_claimed.settings.tables.claimed import ClaimedTable, OperatorTable
from hatch_claimed.settings.value_types import TableMapType, TableType, keys

SCHEMA = Path(__file__).parents[3] / "schema" / "claimed.schema.json"


def test_the_published_schema_is_the_generated_one():
    assert SCHEMA.read_text(encoding="utf-8") == schema_text()


def test_descriptions_are_not_indented():
    assert re.findall(r'"description": ".*\\n .*', schema_text()) == []


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
        ('secrets.token = { name = "cos" }', True),
        ('secrets.token = { name = "cos", key = "a.b_c" }', True),
        ('secrets.token = { key = "token" }', False),
        ('secrets.token = { name = "COS" }', False),
        ('secrets.token = { name = "cos", key = ".." }', False),
        ('secrets.token = "cos"', False),
        ('volumes.data = { claim = "c", mount-path = "/data" }', True),
        ('volumes.data = { claim = "c" }', False),
        ('volumes.Data = { claim = "c", mount-path = "/data" }', False),
        ('volumes.data = { claim = "c", mount-path = "data" }', False),
        ('volumes.data = { claim = "c", mount-path = "/data/../etc" }', False),
        ('volumes.data = { claim = "c", mount-path = "/a:b" }', False),
        ('volumes.data = { claim = "c", mount-path = "/data", sub-path = "/x" }', False),
        ('volumes.data = { claim = "c", mount-path = "/data", sub-path = "x/../.." }', False),
        ('resources.limits = { cpu = 2, memory = "4Gi", "nvidia.com/gpu" = 1 }', True),
        ("resources.requests = { cpu = 0.5 }", True),
        ('resources.limits = { memory = "4GB" }', False),
        ('resources.limits = { memory = "4 Gi" }', False),
        ('resources.limits = { memory = "-4Gi" }', False),
        ("resources.limits = { gpu = 1 }", False),
        ("resources.limits = { cpu = true }", False),
        ("resources.limit = { cpu = 1 }", False),
        ("security-context = { run-as-user = 0, supplemental-groups = [0, 1000] }", True),
        ("security-context = { run-as-user = -1 }", False),
        ("security-context = { supplemental-groups = [-1] }", False),
        ('security-context = { supplemental-groups = ["1"] }', False),
        ('security-context = { drop-capabilities = ["all"] }', False),
        ("backoff-limit = 0", True),
        ("backoff-limit = -1", False),
        ("backoff-limit = 2147483647", True),
        ("backoff-limit = 2147483648", False),
        ("parallelism = 0", False),
        ('restart-policy = "Never"', True),
        ('restart-policy = "Always"', False),
        ("ttl-seconds-after-finished = 0", True),
        ('labels = { "example.com/team" = "" }', True),
        ('labels = { "example.com/team" = "a b" }', False),
        ('labels = { "example.com/" = "a" }', False),
        ('labels = { "Example.com/team" = "a" }', False),
        ('annotations = { contact = "anybody: \\n at all" }', True),
        ('node-selector = { "-x" = "a" }', False),
        ('tolerations = ["nvidia.com/gpu", "a=b", "a=:NoExecute", "a=b:NoSchedule"]', True),
        ('tolerations = ["a:Never"]', False),
        ("generate-name = true", True),
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
    seen = 0
    for key, text in examples(ClaimedTable):
        seen += 1
        assert key.option.rule is None or re.search(key.option.rule.pattern, text), (key.name, text)
    assert seen > 60


def examples(table):
    """Every text of every example, in the tables below too, and the names that stand in it."""
    for key in keys(table):
        match key.option.example:
            case str() as text:
                yield key, text
            case tuple() as texts:
                yield from ((key, text) for text in texts)
            case Mapping() as texts:
                assert all(key.option.names is None or key.option.names.holds(name) for name in texts), key.name
                yield from ((key, text) for text in texts.values())
            case bool():
                pass
            case int() as number:
                assert number >= key.option.least
        if isinstance(key.value_type, TableType | TableMapType):
            yield from examples(key.value_type.of)


def test_the_text_is_json():
    assert json.loads(schema_text())["$schema"] == "http://json-schema.org/draft-07/schema#"
