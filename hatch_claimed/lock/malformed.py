"""Reading TOML values with their types checked, and saying the line where one is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from hatch_claimed.settings.options import TextPattern


class MalformedError(Exception):
    """A value is missing or of the wrong type; `line` is where, as far as that can be told."""

    def __init__(self, message: str, line: int | None, remedy: str = "") -> None:
        super().__init__(message)
        self.line = line
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Node:
    """A table of a document with its lines. `start` is the index of the line behind its header, `name` that header."""

    values: Mapping[str, object]
    source: tuple[str, ...] = field(repr=False)
    name: str = ""
    start: int = 0

    def text(self, key: str, rule: TextPattern | None = None) -> str:
        """The text of a key, which must look like `rule` says. Raises MalformedError."""
        return self._text(key, self.values.get(key), rule)

    def optional(self, key: str, rule: TextPattern | None = None) -> str | None:
        """The text of a key that may be absent."""
        return self.text(key, rule) if key in self.values else None

    def number(self, key: str) -> int:
        """The number of a key. Raises MalformedError."""
        value = self.values.get(key)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.malformed(key, f"has no number in `{key}`{self._where}")
        return value

    def texts(self, key: str, rule: TextPattern | None = None) -> tuple[str, ...]:
        """The texts of an array; none where it is absent. Raises MalformedError."""
        value = self.values.get(key, [])
        if not isinstance(value, list):
            raise self.malformed(key, f"has no array of texts in `{key}`{self._where}")
        return tuple(self._text(key, one, rule) for one in value)

    def mapping(self, key: str, rule: TextPattern | None = None) -> dict[str, str]:
        """A table of texts; empty where it is absent. Raises MalformedError."""
        node = self.table(key)
        return {name: node.text(name, rule) for name in node.values} if node else {}

    def table(self, key: str) -> Node | None:
        """The table of a key that may be absent. Raises MalformedError."""
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise self.malformed(key, f"has no table `{key}`{self._where}")
        return self._inner(value, f"[{self._path(key)}]", self.start)

    def tables(self, key: str) -> Iterator[Node]:
        """The tables of an array of tables; none where it is absent. Raises MalformedError."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self.malformed(key, f"has no tables `[[{self._path(key)}]]`")
        start = self.start
        for one in value:
            node = self._inner(one, f"[[{self._path(key)}]]", start)
            yield node
            start = node.start

    def line(self, key: str) -> int | None:
        """Where a key stands, else where its table begins; counted from 1."""
        pattern = re.compile(rf"""\s*["']?{re.escape(key)}["']?\s*=""")
        for number, line in enumerate(self.source[self.start :], self.start + 1):
            if pattern.match(line):
                return number
            if line.startswith("["):
                break
        return self.start or None

    def malformed(self, key: str, what: str) -> MalformedError:
        """The error that says what is wrong with a key."""
        return MalformedError(what, self.line(key))

    @property
    def _where(self) -> str:
        return f" of `{self.name}`" if self.name else ""

    def _path(self, key: str) -> str:
        return f"{self.name.strip('[]')}.{key}" if self.name else key

    def _inner(self, value: Mapping[str, object], header: str, start: int) -> Node:
        lines = range(start, len(self.source))
        place = next((index for index in lines if self.source[index].strip() == header), None)
        return Node(value, self.source, header, start if place is None else place + 1)

    def _text(self, key: str, value: object, rule: TextPattern | None) -> str:
        if not isinstance(value, str):
            raise self.malformed(key, f"has no text in `{key}`{self._where}")
        if rule and not rule.holds(value):
            raise self.malformed(key, f"has something else in `{key}`{self._where} than {rule.expected}")
        return value
