"""Options that say which label of an image they become."""

from dataclasses import fields

from hatch_claimed.settings import settings as module
from hatch_claimed.settings.load import read_manifest, resolve
from hatch_claimed.settings.tables.claimed import ClaimedTable, OperatorTable, SharedTable
from hatch_claimed.settings.value_types import StringType, TableMapType, TableType, keys

MANIFEST = '[project]\nname = "demo"\nversion = "1+2"\n\n[tool.claimed]\nrepository = "x"\nversion = "7"\n'
VERSION = "org.opencontainers.image.version"
SHARED = {one.name for one in fields(SharedTable)}


def tables(table, seen):
    for key in keys(table):
        yield table, key
        if isinstance(key.value_type, TableType | TableMapType) and key.value_type.of not in seen:
            seen.add(key.value_type.of)
            yield from tables(key.value_type.of, seen)


def labels(text, version="1+2"):
    manifest, _ = read_manifest(text)
    resolved, findings = resolve(manifest, version, None)
    assert findings == ()
    return resolved.operator("one", "python").labels


def test_only_texts_that_projects_and_operators_set_become_labels():
    """No other option's label would ever be seen in an image."""
    labelled = [(table, key) for table, key in tables(ClaimedTable, {ClaimedTable}) if key.option.label]
    assert {table for table, _ in labelled} == {ClaimedTable, OperatorTable}
    for _, key in labelled:
        assert key.field.name in SHARED
        assert isinstance(key.value_type, StringType)


def test_an_operator_s_own_text_then_the_project_s_then_the_default():
    assert labels(MANIFEST + '[tool.claimed.operators.one]\nversion = "9"\n') == ((VERSION, "9"),)
    assert labels(MANIFEST) == ((VERSION, "7"),)
    assert labels(MANIFEST.replace('version = "7"\n', "")) == ((VERSION, "1-2"),)


def test_what_is_not_said_is_no_label(monkeypatch):
    monkeypatch.setattr(module, "_LABELS", (("version", VERSION), ("python", "org.example.python")))
    assert labels(MANIFEST) == ((VERSION, "7"),)
    said = MANIFEST + 'python = "3.12"\n'
    assert labels(said) == ((VERSION, "7"), ("org.example.python", "3.12"))
