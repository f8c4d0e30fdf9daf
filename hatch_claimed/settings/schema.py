"""The JSON Schema of `[tool.claimed]`, generated from its declaration."""

from __future__ import annotations

import json
from typing import Any

from hatch_claimed.settings.options import Example
from hatch_claimed.settings.shapes import Choice, Flag, Key, Number, Shape, Table, Tables, TextMap, Texts, keys
from hatch_claimed.settings.tables import ClaimedTable

SCHEMA_ID = "https://github.com/hatch-claimed/hatch-claimed/blob/main/schema/claimed.schema.json"

JsonSchema = dict[str, Any]


def tool_schema(tool_name: str = "claimed") -> JsonSchema:
    """The schema of `[tool.<tool_name>]`, in the draft that validate-pyproject reads (draft 7)."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": SCHEMA_ID,
        "title": f"[tool.{tool_name}]",
        **_table(ClaimedTable),
    }


def schema_text() -> str:
    """The content of `schema/claimed.schema.json`."""
    return json.dumps(tool_schema(), indent=2, ensure_ascii=False) + "\n"


def _table(table: type[Any]) -> JsonSchema:
    return {
        "description": (table.__doc__ or "").strip(),
        "type": "object",
        "additionalProperties": False,
        "properties": {key.name: _key(key) for key in keys(table)},
    }


def _key(key: Key) -> JsonSchema:
    schema: JsonSchema = {"description": key.option.help, **_shape(key.shape, key)}
    if isinstance(key.field.default, tuple) and key.field.default:
        schema["default"] = list(key.field.default)
    if key.option.example is not None:
        schema["examples"] = [_example(key.option.example)]
    return schema


def _example(example: Example) -> Any:
    return list(example) if isinstance(example, tuple) else example


def _shape(shape: Shape, key: Key) -> JsonSchema:
    if isinstance(shape, Table):
        return _table(shape.of)
    if isinstance(shape, Tables):
        return {"type": "object", "additionalProperties": _table(shape.of)}
    if isinstance(shape, Choice):
        return {"enum": list(shape.values)}
    if isinstance(shape, TextMap):
        names = {"propertyNames": {"pattern": key.option.names.pattern}} if key.option.names else {}
        return {"type": "object", "additionalProperties": {"type": "string"}, **names}
    if isinstance(shape, (Number, Flag)):
        return {"type": "integer", "minimum": 1} if isinstance(shape, Number) else {"type": "boolean"}
    text: JsonSchema = {"type": "string"}
    if key.option.rule:
        text["pattern"] = key.option.rule.pattern
    return {"type": "array", "items": text} if isinstance(shape, Texts) else text
