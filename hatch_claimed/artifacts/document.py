"""What a YAML document is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

Yaml: TypeAlias = "bool | int | float | str | Sequence[Yaml] | Mapping[str, Yaml] | None"
