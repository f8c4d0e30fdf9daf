"""The JSON Schema of `[tool.claimed]`, generated from its declaration."""

from __future__ import annotations

import inspect
import json
from typing import Any

from hatch_claimed.settings.options import Example
from hatch_claimed.settings.parse import MOST
from hatch_claimed.settings.tables.claimed import ClaimedTable
from hatch_claimed.settings.value_types import (
    BooleanType,
    ChoiceType,
    IntegerArrayType,
    IntegerType,
    ScalarTableType,
    SettingKey,
    StringArrayType,
    StringTableType,
    TableMapType,
    TableType,
    ValueTableType,
    ValueType,
    keys,
)

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
    required = [key.name for key in keys(table) if key.option.required]
    return {
        # since Python 3.13 the compiler takes the indentation away
        "description": inspect.cleandoc(table.__doc__ or ""),
        "type": "object",
        "additionalProperties": False,
        "properties": {key.name: _key(key) for key in keys(table)},
        **({"required": required} if required else {}),
    }


def _key(key: SettingKey) -> JsonSchema:
    schema: JsonSchema = {"description": key.option.help, **_value_type(key.value_type, key)}
    if isinstance(key.field.default, tuple) and key.field.default:
        schema["default"] = list(key.field.default)
    if key.option.example is not None:
        schema["examples"] = [_example(key.option.example)]
    return schema


def _example(example: Example) -> Any:
    return list(example) if isinstance(example, tuple) else example


def _value_type(value_type: ValueType, key: SettingKey) -> JsonSchema:
    if isinstance(value_type, TableType):
        return _table(value_type.of)
    if isinstance(value_type, (TableMapType, StringTableType, ScalarTableType, ValueTableType)):
        return _mapping(value_type, key)
    if isinstance(value_type, ChoiceType):
        return {"enum": list(value_type.values)}
    if isinstance(value_type, (IntegerType, IntegerArrayType)):
        number: JsonSchema = {"type": "integer", "minimum": value_type.least, "maximum": MOST}
        return {"type": "array", "items": number} if isinstance(value_type, IntegerArrayType) else number
    if isinstance(value_type, BooleanType):
        return {"type": "boolean"}
    text = _text(key, "string")
    return {"type": "array", "items": text} if isinstance(value_type, StringArrayType) else text


def _mapping(
    value_type: TableMapType | StringTableType | ScalarTableType | ValueTableType, key: SettingKey
) -> JsonSchema:
    """A table whose keys users choose."""
    names = {"propertyNames": {"pattern": key.option.names.pattern}} if key.option.names else {}
    if isinstance(value_type, TableMapType):
        values = _table(value_type.of)
    elif isinstance(value_type, ValueTableType):
        one = {"type": ["string", "number", "boolean"]}
        values = {"anyOf": [one, {"type": "array", "items": one}]}
    else:
        values = _text(key, ["string", "number"] if isinstance(value_type, ScalarTableType) else "string")
    return {"type": "object", "additionalProperties": values, **names}


def _text(key: SettingKey, kind: str | list[str]) -> JsonSchema:
    """A pattern says nothing of numbers, to JSON Schema."""
    return {"type": kind, **({"pattern": key.option.rule.pattern} if key.option.rule else {})}
